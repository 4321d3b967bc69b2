-- How an account counts uptime, and when what is watched comes to its end.

create table result_policy (
  account_id uuid primary key references access_account (id) on delete cascade,
  degraded text not null,
  unknown text not null,
  maintenance text not null,
  paused text not null,
  version bigint not null default 0
);
call platform_isolate('result_policy');

create table result_expiry (
  monitor_id uuid primary key,
  account_id uuid not null,
  expires_at timestamptz not null,
  foreign key (account_id, monitor_id) references monitor (account_id, id) on delete cascade
);
call platform_isolate('result_expiry');
create index result_expiry_soon on result_expiry (account_id, expires_at);
