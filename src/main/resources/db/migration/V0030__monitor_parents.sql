-- What a monitor lies behind: while all of it is down, nobody is told that the monitor is.

create table monitor_parent (
  account_id uuid not null,
  monitor_id uuid not null,
  parent_id uuid not null,
  primary key (account_id, monitor_id, parent_id),
  check (monitor_id <> parent_id),
  foreign key (account_id, monitor_id) references monitor (account_id, id) on delete cascade,
  foreign key (account_id, parent_id) references monitor (account_id, id) on delete cascade
);
create index monitor_parent_parent on monitor_parent (account_id, parent_id);
call platform_isolate('monitor_parent');
