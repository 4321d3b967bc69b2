-- What a trigger rings, or does not: one row for one trigger and one thing that happened; queue and ledger at once.

create table alerting_ring (
  id uuid primary key,
  account_id uuid not null references access_account (id) on delete cascade,
  -- No foreign keys to what it tells of: a deletion would wait for an alarm, and an alarm would fail with a deletion. The
  -- row stays as the answer to "why was I not told".
  trigger_id uuid not null,
  trigger_name text not null,
  type text not null,
  lasting boolean not null,
  about uuid,
  incident_id uuid,
  category_id uuid,
  group_ids uuid[],
  data jsonb not null,
  happened_at timestamptz not null,
  -- How far its timetable is done, and to whom it rang.
  position integer not null default 0,
  rung integer not null default 0,
  endpoints jsonb not null,
  first_rung_at timestamptz,
  last_rung_at timestamptz,
  acknowledged_at timestamptz,
  ended_at timestamptz,
  outcome text,
  due_at timestamptz,
  holder uuid,
  lease_until timestamptz,
  created_at timestamptz not null,
  unique (account_id, id),
  check (ended_at is null or due_at is null)
);
call platform_isolate('alerting_ring');
-- At most one that lasts for one trigger and one thing, whoever sees it at the same time.
create unique index alerting_ring_open on alerting_ring (account_id, trigger_id, about, type) where lasting and ended_at is null;
create index alerting_ring_about on alerting_ring (account_id, about) where ended_at is null;
create index alerting_ring_due on alerting_ring (due_at) where due_at is not null;
create index alerting_ring_incident on alerting_ring (account_id, incident_id) where incident_id is not null;
create index alerting_ring_ended on alerting_ring (ended_at) where ended_at is not null;
