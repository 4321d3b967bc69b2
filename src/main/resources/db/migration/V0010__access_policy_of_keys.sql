-- What an account asks of its keys, and what was told about each of them.

-- No row means that nothing is asked, and that members may have keys of their own.
create table access_key_policy (
  account_id uuid primary key references access_account (id) on delete cascade,
  rotate_after_days integer check (rotate_after_days > 0),
  revoke_unused_after_days integer check (revoke_unused_after_days > 0),
  max_life_days integer check (max_life_days > 0),
  personal_keys boolean not null default true,
  version bigint not null default 0,
  updated_at timestamptz not null
);
call platform_isolate('access_key_policy');

alter table access_key
  add column revoked_reason text,
  -- nobody asked for the end but the policy, which sets another one at a rotation
  add column ends_by_policy boolean not null default false,
  -- notices that were sent, such as expiring:7
  add column told text[] not null default '{}';
create index access_key_successor on access_key (account_id, successor_id) where successor_id is not null;
create index access_key_ending on access_key (expires_at)
  where expires_at is not null and revoked_at is null and deleted_at is null;
