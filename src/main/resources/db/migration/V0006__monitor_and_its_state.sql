-- What is watched (edited by people) and how it stands (written by the rounds), in two tables so that neither waits for the other.

create table monitor (
  id uuid primary key,
  account_id uuid not null references access_account (id) on delete cascade,
  category_id uuid,
  name text not null,
  key text,
  kind text not null,
  address text not null,
  target jsonb not null,
  secrets bytea,
  tags varchar[] not null default '{}',
  interval_seconds integer not null,
  timeout_seconds integer not null,
  retry_interval_seconds integer,
  confirm_down integer not null,
  confirm_up integer not null,
  degraded_ms integer,
  version bigint not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (account_id, id),
  foreign key (account_id, category_id) references account_category (account_id, id)
);
call platform_isolate('monitor');
create unique index monitor_key on monitor (account_id, key) where key is not null;
create index monitor_listed on monitor (account_id, created_at desc, id desc);
create index monitor_category on monitor (account_id, category_id);
create index monitor_tags on monitor using gin (tags);

create table monitor_state (
  monitor_id uuid primary key,
  account_id uuid not null,
  status text not null,
  status_since timestamptz not null,
  -- DOWN was said and not yet taken back; survives gaps of not knowing
  alarmed boolean not null default false,
  failures integer not null default 0,
  successes integer not null default 0,
  last_checked_at timestamptz,
  verdict text,
  latency_ms integer,
  code text,
  message text,
  revision bigint not null default 0,
  -- raised by every edit, pause and resume: a look that began before is of another monitor
  era bigint not null default 0,
  -- null while paused
  due_at timestamptz,
  lease_seconds integer not null,
  holder uuid,
  lease_until timestamptz,
  foreign key (account_id, monitor_id) references monitor (account_id, id) on delete cascade
) with (fillfactor = 70);
call platform_isolate('monitor_state');
create index monitor_state_due on monitor_state (due_at) where due_at is not null;
create index monitor_state_account on monitor_state (account_id, monitor_id);
