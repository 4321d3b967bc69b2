-- Monitors that report by themselves: when each is expected, what came of them, and the runs of their jobs.

create table heartbeat (
  monitor_id uuid primary key,
  account_id uuid not null,
  -- the unguessable part of the URL; not the id, so that it can be exchanged
  token uuid not null unique,
  definition jsonb not null,
  enabled boolean not null,
  -- how many there were, which numbers them, and up to which the old ones were dropped
  pings bigint not null default 0,
  swept bigint not null default 0,
  last_ping_at timestamptz,
  last_kind text,
  -- null until the first ping and while paused
  expected_at timestamptz,
  -- the first expected time that nothing has met yet
  missed_since timestamptz,
  open_runs integer not null default 0,
  -- a report has not been judged yet
  pending boolean not null default false,
  -- not later than anything is to be decided; a ping does not put it off, so that it writes no index
  due_at timestamptz,
  holder uuid,
  lease_until timestamptz,
  unique (account_id, monitor_id),
  foreign key (account_id, monitor_id) references monitor (account_id, id) on delete cascade
) with (fillfactor = 70);
call platform_isolate('heartbeat');
create index heartbeat_due on heartbeat (due_at) where due_at is not null;
create index heartbeat_crowded on heartbeat (monitor_id) where pings > swept;

create table heartbeat_ping (
  account_id uuid not null,
  monitor_id uuid not null,
  -- in the order of their commits
  n bigint not null,
  at timestamptz not null,
  kind text not null,
  exit_status smallint,
  run text,
  duration_ms bigint,
  late_seconds bigint,
  verdict text,
  code text,
  report text,
  unjudged boolean not null default false,
  message text,
  metrics jsonb,
  method text,
  address text,
  user_agent text,
  host text,
  env text,
  body text,
  body_bytes integer not null default 0,
  primary key (account_id, monitor_id, n),
  foreign key (account_id, monitor_id) references heartbeat (account_id, monitor_id) on delete cascade
);
call platform_isolate('heartbeat_ping');
create index heartbeat_ping_unjudged on heartbeat_ping (account_id, monitor_id, n) where unjudged;
create index heartbeat_ping_age on heartbeat_ping using brin (at);

create table heartbeat_run (
  account_id uuid not null,
  monitor_id uuid not null,
  id uuid not null,
  -- as the job names it; null where it does not
  run text,
  started_at timestamptz not null,
  ended_at timestamptz,
  status text not null,
  exit_status smallint,
  duration_ms bigint,
  primary key (account_id, monitor_id, id),
  foreign key (account_id, monitor_id) references heartbeat (account_id, monitor_id) on delete cascade
);
call platform_isolate('heartbeat_run');
create index heartbeat_run_listed on heartbeat_run (account_id, monitor_id, started_at desc, id desc);
create index heartbeat_run_open on heartbeat_run (account_id, monitor_id) where status = 'running';
create index heartbeat_run_age on heartbeat_run using brin (started_at);
