-- Who called what, how often, and with what answer: written in batches, away from the rows of keys and sessions.

-- Every call is counted in its hour, its day and its month (UTC). Hours are kept for 35 days, days for 13 months,
-- months for ever.
create table access_usage (
  account_id uuid not null references access_account (id) on delete cascade,
  caller_kind text not null check (caller_kind in ('key', 'person')),
  -- the key; or the member, whatever session he came by
  caller_id uuid not null,
  span text not null check (span in ('hour', 'day', 'month')),
  starts_at timestamptz not null,
  verb text not null,
  -- the template, never the path
  route text not null,
  -- what the route asks for
  scope text,
  -- 2 is 200 to 299
  status_class smallint not null,
  -- why it was refused; empty where it was let in
  refusal text not null default '',
  calls bigint not null,
  primary key (account_id, caller_id, span, starts_at, verb, route, status_class, refusal)
) with (fillfactor = 80);
create index access_usage_account on access_usage (account_id, span, starts_at);
-- for what is too old; rows of one time lie together
create index access_usage_old on access_usage using brin (starts_at);
call platform_isolate('access_usage');
revoke insert, update, delete on access_usage from belfry_app;

alter table access_key_usage add column last_used_user_agent text;

-- From where a key was used: the last five addresses.
create table access_key_address (
  account_id uuid not null,
  key_id uuid not null,
  address text not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  primary key (account_id, key_id, address),
  foreign key (account_id, key_id) references access_key (account_id, id) on delete cascade
) with (fillfactor = 70);
call platform_isolate('access_key_address');
revoke insert, update, delete on access_key_address from belfry_app;
