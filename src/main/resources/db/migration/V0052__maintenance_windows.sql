-- Work that is announced: when, how often, on what. Who it is muted for is kept by the monitors.

create table maintenance_window (
  id uuid primary key,
  account_id uuid not null references access_account (id) on delete cascade,
  -- For whom it acts: whoever made or changed it last; the reach is what they could mute at that moment.
  owner_id uuid not null,
  key_id uuid,
  reach jsonb not null,
  name text not null,
  description text,
  starts_at timestamptz not null,
  duration_seconds integer not null,
  open_ended boolean not null,
  recurrence text,
  time_zone text not null,
  repeat_until timestamptz,
  repeat_count integer,
  all_monitors boolean not null,
  monitor_ids uuid[] not null,
  tags varchar[] not null,
  category_ids uuid[] not null,
  group_ids uuid[] not null,
  -- The occurrence that runs, or the next; null when it is over.
  occurs_from timestamptz,
  occurs_until timestamptz,
  running boolean not null,
  ended_at timestamptz,
  ended_reason text,
  -- Between the deletion and the moment when the last monitor has heard of it.
  deleted boolean not null default false,
  -- Monitors have not all been told yet that it began or ended.
  turning boolean not null,
  due_at timestamptz,
  holder uuid,
  lease_until timestamptz,
  version bigint not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (account_id, id),
  foreign key (account_id, owner_id) references access_membership (account_id, id),
  foreign key (account_id, key_id) references access_key (account_id, id)
);
call platform_isolate('maintenance_window');
create index maintenance_window_due on maintenance_window (due_at) where due_at is not null;
create index maintenance_window_listed on maintenance_window (account_id, starts_at desc, id desc);

-- What was: with the monitors that it covered, which may be others today.
create table maintenance_occurrence (
  account_id uuid not null,
  window_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  monitor_ids uuid[] not null,
  primary key (account_id, window_id, starts_at),
  foreign key (account_id, window_id) references maintenance_window (account_id, id) on delete cascade
);
call platform_isolate('maintenance_occurrence');
create index maintenance_occurrence_ended on maintenance_occurrence (account_id, ends_at);
