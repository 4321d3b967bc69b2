-- Something is wrong: opened by monitors, told about by people, resolved by either.

create table incident (
  id uuid primary key,
  account_id uuid not null references access_account (id) on delete cascade,
  monitor_id uuid,
  category_id uuid,
  title text not null,
  description text,
  origin text not null,
  status text not null,
  impact text not null,
  started_at timestamptz not null,
  resolved_at timestamptz,
  version bigint not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (account_id, id),
  foreign key (account_id, monitor_id) references monitor (account_id, id),
  foreign key (account_id, category_id) references account_category (account_id, id)
);
call platform_isolate('incident');
-- At most one open incident for one monitor, whoever looks at the same time.
create unique index incident_open on incident (account_id, monitor_id) where monitor_id is not null and resolved_at is null;
create index incident_listed on incident (account_id, started_at desc, id desc);
create index incident_monitor on incident (account_id, monitor_id, started_at desc);
create index incident_category on incident (account_id, category_id);

create table incident_update (
  id uuid primary key,
  account_id uuid not null,
  incident_id uuid not null,
  at timestamptz not null,
  status text not null,
  message text not null,
  author text,
  unique (account_id, id),
  foreign key (account_id, incident_id) references incident (account_id, id) on delete cascade
);
call platform_isolate('incident_update');
create index incident_update_listed on incident_update (account_id, incident_id, at);
