-- What the looks and the states of an hour and of a day sum up to, so that history outlives the looks.

-- A state lasts until the next one of the same monitor begins.
create table result_period (
  monitor_id uuid not null,
  account_id uuid not null,
  since timestamptz not null,
  status text not null,
  primary key (monitor_id, since),
  foreign key (account_id, monitor_id) references monitor (account_id, id) on delete cascade
);
call platform_isolate('result_period');

create table result_hour (
  monitor_id uuid not null,
  account_id uuid not null,
  at timestamptz not null,
  up_ms integer not null,
  degraded_ms integer not null,
  down_ms integer not null,
  unknown_ms integer not null,
  paused_ms integer not null,
  maintenance_ms integer not null,
  outages integer not null,
  looks_up integer not null,
  looks_degraded integer not null,
  looks_down integer not null,
  looks_unknown integer not null,
  latency_min integer,
  latency_max integer,
  latency_sum bigint not null,
  -- bucket * 2^22 + count, by bucket
  latency integer[] not null,
  primary key (monitor_id, at),
  foreign key (account_id, monitor_id) references monitor (account_id, id) on delete cascade
);
call platform_isolate('result_hour');
create index result_hour_age on result_hour using brin (at);

create table result_day (
  like result_hour,
  primary key (monitor_id, at),
  foreign key (account_id, monitor_id) references monitor (account_id, id) on delete cascade
);
call platform_isolate('result_day');

-- Hours and days that are to be summed, or summed again. No foreign key: what is left of a deleted monitor is thrown away.
create table result_due (
  monitor_id uuid not null,
  account_id uuid not null,
  at timestamptz not null,
  of_day boolean not null default false,
  primary key (monitor_id, at, of_day)
);
call platform_isolate('result_due');
create index result_due_at on result_due (at, of_day);

-- Up to where hours are over: whoever writes into one that is over says so in result_due. Up to where they were put there.
create table result_watermark (
  only_one boolean primary key default true check (only_one),
  closed_to timestamptz not null,
  queued_to timestamptz not null
);
grant select on result_watermark to belfry_app, belfry_system;
grant update on result_watermark to belfry_system;

alter table result_look no force row level security;
insert into result_watermark (closed_to, queued_to)
select first, first from (
  select date_bin('1 hour', coalesce(min(at), now()), 'epoch') as first from result_look where at > now() - interval '48 hours') looks;
alter table result_look force row level security;

alter table monitor_state no force row level security;
alter table result_period no force row level security;
insert into result_period (monitor_id, account_id, since, status)
select monitor_id, account_id, status_since, status from monitor_state;
alter table result_period force row level security;
alter table monitor_state force row level security;

-- By a trigger, since several statements set a status and none of them may forget. The statement by which most looks are
-- written sets none, and is not touched.
create function result_stood() returns trigger language plpgsql as $$
declare
  began timestamptz;
begin
  perform pg_advisory_xact_lock_shared(1917, 0);
  select greatest(new.status_since, max(since)) into began from result_period where monitor_id = new.monitor_id;
  insert into result_period (monitor_id, account_id, since, status)
  values (new.monitor_id, new.account_id, began, new.status)
  on conflict (monitor_id, since) do update set status = excluded.status;
  insert into result_due (monitor_id, account_id, at)
  select new.monitor_id, new.account_id, hour
  from result_watermark w, generate_series(
    greatest(date_bin('1 hour', began, 'epoch'), w.closed_to - interval '96 hours'),
    w.closed_to - interval '1 hour', interval '1 hour') hour
  on conflict (monitor_id, at, of_day) do update set at = excluded.at;
  return null;
end $$;
create trigger result_stands after insert on monitor_state
  for each row execute function result_stood();
create trigger result_stood after update of status on monitor_state
  for each row when (old.status is distinct from new.status) execute function result_stood();
create index result_period_age on result_period using brin (since);
