-- What looks as if a credential were in wrong hands: what is known of each caller, and what was flagged.

-- Callers who were active in an hour and are to be looked at; whoever looks deletes the row.
create table access_due (
  account_id uuid not null references access_account (id) on delete cascade,
  -- account: credentials that were tried against the account
  caller_kind text not null check (caller_kind in ('key', 'person', 'account')),
  caller_id uuid not null,
  hour timestamptz not null,
  primary key (account_id, caller_id, hour)
);
call platform_isolate('access_due');

-- Networks from which somebody calls: /24 of IPv4, /48 of IPv6. Known are those that were looked at.
create table access_network (
  account_id uuid not null references access_account (id) on delete cascade,
  caller_id uuid not null,
  network text not null,
  -- the latest there
  address text not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  calls bigint not null,
  known boolean not null default false,
  primary key (account_id, caller_id, network)
) with (fillfactor = 70);
call platform_isolate('access_network');

-- Hashes of paths at which somebody found nothing in an hour: many different ones look like guessing.
create table access_missing (
  account_id uuid not null references access_account (id) on delete cascade,
  caller_id uuid not null,
  hour timestamptz not null,
  path_hash integer not null,
  primary key (account_id, caller_id, hour, path_hash)
);
call platform_isolate('access_missing');

-- Failed authentications against credentials and users of an account, by where they came from.
create table access_failure (
  account_id uuid not null references access_account (id) on delete cascade,
  hour timestamptz not null,
  address text not null,
  calls bigint not null,
  primary key (account_id, hour, address)
) with (fillfactor = 70);
call platform_isolate('access_failure');

create table access_flag (
  id uuid primary key,
  account_id uuid not null references access_account (id) on delete cascade,
  kind text not null,
  subject_kind text not null check (subject_kind in ('key', 'person', 'account')),
  subject_id uuid not null,
  subject_name text,
  -- the hour or the day in which it is flagged but once
  bucket timestamptz not null,
  at timestamptz not null,
  address text,
  network text,
  -- how many, and how many would be usual
  calls bigint,
  usual_calls bigint,
  -- whether it is to disable the key, and when it did
  disables boolean not null default false,
  disabled_at timestamptz,
  dismissed_at timestamptz,
  dismissed_by text,
  unique (account_id, id),
  unique (account_id, subject_id, kind, bucket)
);
create index access_flag_listed on access_flag (account_id, at desc, id desc);
create index access_flag_disabling on access_flag (account_id) where disables and disabled_at is null;
call platform_isolate('access_flag');

-- Which flags disable the key at once; none where there is no row.
create table access_flag_policy (
  account_id uuid primary key references access_account (id) on delete cascade,
  disabling text[] not null default '{}',
  updated_at timestamptz not null
);
call platform_isolate('access_flag_policy');
