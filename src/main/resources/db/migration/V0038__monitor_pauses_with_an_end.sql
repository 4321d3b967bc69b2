-- Pauses that end by themselves: the state says until when, and a row here wakes whoever runs at that moment.

alter table monitor_state add column paused_until timestamptz;

create table monitor_pause (
  monitor_id uuid primary key,
  account_id uuid not null,
  due_at timestamptz not null,
  holder uuid,
  lease_until timestamptz,
  unique (account_id, monitor_id),
  foreign key (account_id, monitor_id) references monitor (account_id, id) on delete cascade
);
call platform_isolate('monitor_pause');
create index monitor_pause_due on monitor_pause (due_at);
