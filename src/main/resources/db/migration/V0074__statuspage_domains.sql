-- Which domains pages claim: any number of pages the same one; that of statuspage_address is served, and is whose page has proven it.

create table statuspage_domain (
  page_id uuid primary key,
  account_id uuid not null,
  name text not null,
  claimed_at timestamptz not null,
  proven_at timestamptz,
  checked_at timestamptz,
  -- why it was not proven when it was checked
  error text,
  -- when somebody asked for the last check; between two lies a while
  asked_at timestamptz,
  tries integer not null default 0,
  due_at timestamptz,
  holder uuid,
  lease_until timestamptz,
  unique (account_id, page_id),
  check (proven_at is null or due_at is null),
  foreign key (account_id, page_id) references statuspage (account_id, id) on delete cascade
);
create index statuspage_domain_due on statuspage_domain (due_at) where due_at is not null;

-- Nobody asked those of before for a proof, and they go on. The owner of the tables is bound by their fences too, hence the gap.
alter table statuspage_address no force row level security;
insert into statuspage_domain (page_id, account_id, name, claimed_at, proven_at)
select page_id, account_id, name, now(), now() from statuspage_address where kind = 'domain';
alter table statuspage_address force row level security;

call platform_isolate('statuspage_domain');
