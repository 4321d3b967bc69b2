-- What outsiders see of monitors: pages, their components, and the names by which they are found.

create table statuspage (
  id uuid primary key,
  account_id uuid not null references access_account (id) on delete cascade,
  -- For whom it acts: whoever made or changed it last; the reach is what they could read at that moment.
  owner_id uuid not null,
  key_id uuid,
  reach jsonb not null,
  name text not null,
  description text,
  slug text not null,
  domain text,
  logo_url text,
  theme text not null,
  accent text,
  language text not null,
  access text not null,
  password_hash text,
  networks text[] not null,
  noindex boolean not null,
  show_latency boolean not null,
  version bigint not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (account_id, id),
  check ((access = 'PASSWORD') = (password_hash is not null)),
  foreign key (account_id, owner_id) references access_membership (account_id, id),
  foreign key (account_id, key_id) references access_key (account_id, id)
);
call platform_isolate('statuspage');
create index statuspage_listed on statuspage (account_id, created_at desc, id desc);

-- A slug or a domain leads to one page of the whole installation, whoever's it is.
create table statuspage_address (
  kind text not null check (kind in ('slug', 'domain')),
  name text not null,
  account_id uuid not null,
  page_id uuid not null,
  primary key (kind, name),
  unique (account_id, page_id, kind),
  foreign key (account_id, page_id) references statuspage (account_id, id) on delete cascade
);
call platform_isolate('statuspage_address');

create table statuspage_component (
  id uuid primary key,
  account_id uuid not null,
  page_id uuid not null,
  name text not null,
  description text,
  monitor_id uuid,
  group_name text,
  position integer not null,
  -- Said by people, where no monitor knows.
  status text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (account_id, id),
  check (monitor_id is null or status is null),
  foreign key (account_id, page_id) references statuspage (account_id, id) on delete cascade,
  foreign key (account_id, monitor_id) references monitor (account_id, id)
);
call platform_isolate('statuspage_component');
create index statuspage_component_page on statuspage_component (account_id, page_id, position, id);
create index statuspage_component_monitor on statuspage_component (account_id, monitor_id);
