-- How every endpoint fares, so that one that is dead costs one attempt a rest and delays nobody else; what waits says for what.

create table notify_endpoint (
  account_id uuid not null references access_account (id) on delete cascade,
  -- In a table of the channel, as in notify_delivery.
  endpoint_id uuid not null,
  channel text not null,
  consecutive_failures integer not null default 0,
  last_success_at timestamptz,
  last_failure_at timestamptz,
  -- The circuit breaker, open since then: nothing goes but one probe when the rest is over.
  open_since timestamptz,
  rests integer not null default 0,
  rest_until timestamptz,
  -- The delivery that is the probe; the time is the database's.
  probe_id uuid,
  probe_until timestamptz,
  -- It works again, and more waits than was let go at once.
  backlog boolean not null default false,
  -- Up to where its rate is used up, and until when a digest collects.
  paced_to timestamptz,
  digest_until timestamptz,
  primary key (account_id, endpoint_id),
  check ((open_since is null) = (rest_until is null))
);
call platform_isolate('notify_endpoint');

alter table notify_delivery drop constraint notify_delivery_status_check;
alter table notify_delivery add constraint notify_delivery_status_check
  check (status in ('PENDING', 'DELIVERED', 'FAILED', 'HELD', 'DIGESTED'));
-- The delivery that told it together with others. No foreign key: that one may leave the ledger first.
alter table notify_delivery add column digested_into uuid;

-- What waits for its endpoint is due when it is given up, so no claim finds it before.
create index notify_delivery_parked on notify_delivery (account_id, endpoint_id, due_at, id)
  where status = 'PENDING' and reason = 'endpoint_failing';
-- The ledger of all endpoints, and of what did not arrive.
create index notify_delivery_all on notify_delivery (account_id, created_at desc, id desc);
create index notify_delivery_undelivered on notify_delivery (account_id, status, created_at desc, id desc)
  where status <> 'DELIVERED';
-- What is forgotten, and what waits for an earlier one.
create index notify_delivery_delivered on notify_delivery (done_at) where status = 'DELIVERED';
create index notify_delivery_ended on notify_delivery (done_at) where status in ('FAILED', 'HELD', 'DIGESTED');
create index notify_delivery_behind on notify_delivery (created_at) where status = 'PENDING' and due_at is null;
create index notify_message_at on notify_message (at);
