-- A mail a week of what was watched, for whoever wants it.

create table alerting_summary (
  -- The member who gets it.
  id uuid primary key,
  account_id uuid not null,
  weekday smallint not null check (weekday between 1 and 7),
  hour smallint not null check (hour between 0 and 23),
  time_zone text not null,
  due_at timestamptz not null,
  holder uuid,
  lease_until timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (account_id, id),
  foreign key (account_id, id) references access_membership (account_id, id) on delete cascade
);
call platform_isolate('alerting_summary');
create index alerting_summary_due on alerting_summary (due_at);
