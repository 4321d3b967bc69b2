-- Calls that say by an Idempotency-Key that they are to be done once, and what they were answered.

create table access_idempotency (
  account_id uuid not null references access_account (id) on delete cascade,
  -- of one claim: who took a lapsed one over is not disturbed by whom he took it from
  id uuid not null,
  -- the key by which the caller came; or the member, whatever session he came by
  caller_id uuid not null,
  -- verb and template
  route text not null,
  -- all three under the pepper: none can be guessed from here
  key_hash text not null,
  fingerprint text not null,
  rights text not null,
  claimed_at timestamptz not null default clock_timestamp(),
  -- of the database's clock; past it, whoever did not finish is taken for dead
  lease_until timestamptz not null,
  kept_until timestamptz not null,
  -- null until it is done
  status smallint,
  location text,
  -- without secrets; null where there was none, or too much of it
  answer text check (octet_length(answer) <= 65536),
  primary key (account_id, caller_id, route, key_hash),
  unique (account_id, id)
);
-- for what is kept long enough
create index access_idempotency_old on access_idempotency (kept_until);
call platform_isolate('access_idempotency');
