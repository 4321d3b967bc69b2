-- Of which end of a certificate or registration was told, and how many days before: each once, by whatever replica.

create table alerting_expiry (
  account_id uuid not null,
  monitor_id uuid not null,
  expires_at timestamptz not null,
  days integer not null,
  primary key (account_id, monitor_id),
  foreign key (account_id, monitor_id) references monitor (account_id, id) on delete cascade
);
call platform_isolate('alerting_expiry');
