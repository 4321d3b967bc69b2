-- Alarms held back for a planned time: from when to when stands at the monitor itself, so that no loop has to be in time.

create table monitor_mute (
  account_id uuid not null,
  monitor_id uuid not null,
  -- Who wants it, such as a maintenance window; a monitor is muted as long as somebody wants it.
  muted_by uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  primary key (account_id, monitor_id, muted_by, starts_at),
  foreign key (account_id, monitor_id) references monitor (account_id, id) on delete cascade
);
create index monitor_mute_by on monitor_mute (account_id, muted_by, monitor_id);
call platform_isolate('monitor_mute');

-- muted_from, muted_until: the stretch of its mutes that runs, or the next. beneath: the status that MAINTENANCE hides.
-- told: what of it was known when it was hidden: 1 degraded, 2 flapping, 4 overdue.
alter table monitor_state
  add column muted_from timestamptz,
  add column muted_until timestamptz,
  add column beneath text,
  add column told smallint not null default 0;

-- The first stretch without a break that is not over at that moment; nulls where there is none.
create function monitor_mute_next(account uuid, monitor uuid, now timestamptz, out starts_at timestamptz, out ends_at timestamptz)
  language sql stable as $$
  select min(b.starts_at), max(b.ends_at) from (
    select a.*, count(*) filter (where a.apart) over (order by a.starts_at, a.ends_at) breaks from (
      select m.starts_at, m.ends_at, m.starts_at > max(m.ends_at) over (
        order by m.starts_at, m.ends_at rows between unbounded preceding and 1 preceding) apart
      from monitor_mute m where m.account_id = account and m.monitor_id = monitor and m.ends_at > now) a) b
  where b.breaks = 0 $$;
