-- What every look found, for as long as raw results are kept.

create table result_look (
  account_id uuid not null,
  monitor_id uuid not null,
  at timestamptz not null,
  id uuid not null,
  verdict text not null,
  latency_ms integer not null,
  code text not null,
  message text not null,
  phases jsonb,
  primary key (account_id, monitor_id, at, id),
  foreign key (account_id, monitor_id) references monitor (account_id, id) on delete cascade
);
call platform_isolate('result_look');
create index result_look_age on result_look using brin (at);
