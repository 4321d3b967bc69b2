-- The groups in which a monitor is.

create table monitor_group (
  account_id uuid not null,
  monitor_id uuid not null,
  group_id uuid not null,
  primary key (account_id, monitor_id, group_id),
  foreign key (account_id, monitor_id) references monitor (account_id, id) on delete cascade,
  foreign key (account_id, group_id) references account_group (account_id, id)
);
create index monitor_group_group on monitor_group (account_id, group_id);
call platform_isolate('monitor_group');
