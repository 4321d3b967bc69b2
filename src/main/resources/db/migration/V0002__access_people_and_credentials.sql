-- Who may call: accounts, users, memberships, keys, sessions, and the one statement that authenticates.

create table access_account (
  id uuid primary key,
  -- opening: being made; whoever finds it so after a crash makes it anew
  status text not null default 'opening' check (status in ('opening', 'active', 'suspended')),
  rights_version bigint not null default 1,
  created_at timestamptz not null
);
call platform_isolate('access_account', 'id');

-- How much of what an account may have; used is counted in the transaction of the thing counted.
create table access_quota (
  account_id uuid not null references access_account (id) on delete cascade,
  resource text not null,
  used bigint not null default 0,
  most bigint not null,
  primary key (account_id, resource)
);
call platform_isolate('access_quota');

-- One identity in the whole installation.
create table access_user (
  id uuid primary key,
  email text not null,
  name text not null,
  password_hash text,
  status text not null default 'active' check (status in ('active', 'disabled')),
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index access_user_email on access_user (lower(email));

create table access_membership (
  id uuid primary key,
  account_id uuid not null references access_account (id) on delete cascade,
  user_id uuid not null references access_user (id),
  role text not null,
  grants jsonb not null,
  status text not null default 'active' check (status in ('active', 'disabled')),
  rights_version bigint not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (account_id, id),
  unique (account_id, user_id)
);
call platform_isolate('access_membership');
create index access_membership_user on access_membership (user_id);

-- Requests see the users of their account only.
alter table access_user enable row level security;
alter table access_user force row level security;
create policy app on access_user to belfry_app
  using (exists (select 1 from access_membership m where m.user_id = access_user.id and m.account_id = platform_account()));
create policy system on access_user to belfry_system using (true) with check (true);
grant select on access_user to belfry_app;
grant select, insert, update, delete on access_user to belfry_system;

create table access_key (
  id uuid primary key,
  account_id uuid not null references access_account (id) on delete cascade,
  owner_id uuid not null,
  parent_id uuid,
  name text not null,
  description text,
  labels jsonb not null default '{}',
  kind text not null,
  type text not null,
  grants jsonb not null,
  hint text not null,
  hash bytea not null,
  hash_kid smallint not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  deleted_at timestamptz,
  rights_version bigint not null default 1,
  version bigint not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (account_id, id),
  unique (hash),
  foreign key (account_id, owner_id) references access_membership (account_id, id),
  foreign key (account_id, parent_id) references access_key (account_id, id)
);
call platform_isolate('access_key');
create index access_key_listed on access_key (account_id, created_at desc) where deleted_at is null;

create table access_session (
  id uuid primary key,
  account_id uuid not null references access_account (id) on delete cascade,
  owner_id uuid not null,
  hash bytea not null,
  hash_kid smallint not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  idle_seconds integer not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  address text,
  user_agent text,
  unique (account_id, id),
  unique (hash),
  foreign key (account_id, owner_id) references access_membership (account_id, id) on delete cascade
);
call platform_isolate('access_session');
create index access_session_owner on access_session (account_id, owner_id, created_at desc);

-- When and how much a key was used: written in batches, away from the key's own row.
create table access_key_usage (
  account_id uuid not null,
  key_id uuid not null,
  month date not null,
  calls bigint not null default 0,
  last_used_at timestamptz not null,
  last_used_address text,
  primary key (account_id, key_id, month),
  foreign key (account_id, key_id) references access_key (account_id, id) on delete cascade
) with (fillfactor = 70);
call platform_isolate('access_key_usage');

-- belfry_auth reads what it takes to know a caller, and nothing else.
grant select on access_account, access_user, access_membership, access_key, access_session to belfry_auth;
create policy auth on access_account for select to belfry_auth using (true);
create policy auth on access_user for select to belfry_auth using (true);
create policy auth on access_membership for select to belfry_auth using (true);
create policy auth on access_key for select to belfry_auth using (true);
create policy auth on access_session for select to belfry_auth using (true);

-- One row for each credential asked about, in the order asked. The state is ok, unknown, revoked, expired or disabled.
-- In plpgsql, which keeps its plan for the session: planning six joins costs as much as running them.
create function access_authenticate(hashes bytea[])
  returns table (
    place bigint, state text, account_id uuid, account_version bigint,
    owner_id uuid, owner_version bigint, owner_grants jsonb, user_id uuid, email text, user_name text,
    key_id uuid, key_version bigint, key_grants jsonb, key_name text, key_hint text, key_type text,
    parent_id uuid, parent_version bigint, parent_grants jsonb, session_id uuid)
  language plpgsql stable security definer set search_path = pg_catalog, public as $$
#variable_conflict use_column
begin
  return query select asked.place,
    case
      when a.id is null then 'unknown'
      when k.revoked_at is not null or s.revoked_at is not null then 'revoked'
      when k.expires_at <= now() or s.expires_at <= now()
        or s.last_seen_at + s.idle_seconds * interval '1 second' <= now() then 'expired'
      when a.status <> 'active' or m.status <> 'active' or u.status <> 'active'
        or p.revoked_at is not null or p.expires_at <= now() then 'disabled'
      else 'ok'
    end,
    a.id, a.rights_version, m.id, m.rights_version, m.grants, u.id, u.email, u.name,
    k.id, k.rights_version, k.grants, k.name, k.hint, k.type,
    p.id, p.rights_version, p.grants, s.id
  from unnest(hashes) with ordinality as asked (hash, place)
  left join access_key k on k.hash = asked.hash and k.deleted_at is null
  left join access_session s on s.hash = asked.hash
  left join access_key p on p.account_id = k.account_id and p.id = k.parent_id
  left join access_membership m on m.id = coalesce(k.owner_id, s.owner_id)
  left join access_user u on u.id = m.user_id
  left join access_account a on a.id = m.account_id
  order by asked.place;
end $$;

-- What a login needs of a user whose address is known: never listed, one address at a time.
create function access_login(address text)
  returns table (user_id uuid, user_name text, email text, password_hash text, membership_id uuid, account_id uuid)
  language sql stable security definer set search_path = pg_catalog, public
begin atomic
  select u.id, u.name, u.email, u.password_hash, m.id, m.account_id
  from access_user u
  join access_membership m on m.user_id = u.id and m.status = 'active'
  join access_account a on a.id = m.account_id and a.status = 'active'
  where lower(u.email) = lower(address) and u.status = 'active'
  order by m.created_at
  limit 1;
end;

-- A reader and a revoker of the same right meet at this lock.
create function access_lock_key(id uuid) returns bigint
  language sql immutable parallel safe
  return hashtextextended('access:' || id::text, 0);

-- Head of every transaction that changes something: binds it, then makes sure that what authentication saw still
-- stands. The locks come first and the reading is a statement of its own, with a snapshot taken after them: a
-- revocation that has returned is seen, and one under way waits for us. Order of locks: account, owner, parent, key.
create function access_guard(
    p_account uuid, p_account_version bigint, p_owner uuid, p_owner_version bigint,
    p_parent uuid, p_parent_version bigint, p_key uuid, p_key_version bigint, p_session uuid)
  returns void language plpgsql volatile as $$
begin
  perform set_config('belfry.account', p_account::text, true);
  perform pg_advisory_xact_lock_shared(access_lock_key(p_account));
  perform pg_advisory_xact_lock_shared(access_lock_key(p_owner));
  if p_parent is not null then
    perform pg_advisory_xact_lock_shared(access_lock_key(p_parent));
  end if;
  perform pg_advisory_xact_lock_shared(access_lock_key(coalesce(p_key, p_session)));

  perform 1
  from access_account a
  join access_membership m on m.account_id = a.id and m.id = p_owner and m.status = 'active'
    and m.rights_version = p_owner_version
  join access_user u on u.id = m.user_id and u.status = 'active'
  where a.id = p_account and a.status = 'active' and a.rights_version = p_account_version
    and (p_key is null or exists (
      select 1 from access_key k
      where k.account_id = a.id and k.id = p_key and k.rights_version = p_key_version and k.revoked_at is null))
    and (p_parent is null or exists (
      select 1 from access_key k
      where k.account_id = a.id and k.id = p_parent and k.rights_version = p_parent_version and k.revoked_at is null))
    and (p_session is null or exists (
      select 1 from access_session s where s.account_id = a.id and s.id = p_session and s.revoked_at is null));
  if not found then
    raise exception 'the right is gone' using errcode = 'BF001';
  end if;
end $$;

-- For whoever narrows or takes a right: waits for the transactions that use it, and keeps new ones waiting.
create function access_take_away(id uuid) returns void
  language sql volatile
  return pg_advisory_xact_lock(access_lock_key(id));

do $$ begin
  execute format('grant create on schema %I to belfry_auth', current_schema());
  alter function access_authenticate(bytea[]) owner to belfry_auth;
  alter function access_login(text) owner to belfry_auth;
  execute format('revoke create on schema %I from belfry_auth', current_schema());
end $$;
revoke all on function access_authenticate(bytea[]), access_login(text) from public;
grant execute on function access_authenticate(bytea[]), access_login(text) to belfry_app;
