-- Owners that are no persons, roles, and keys with networks, limits, a beginning and a successor.

-- A service account owns keys and outlives every person; it is a member that nobody can sign in as.
alter table access_membership
  alter column user_id drop not null,
  add column kind text not null default 'person' check (kind in ('person', 'service')),
  add column name text,
  add column description text,
  add column version bigint not null default 0,
  add constraint access_membership_person check ((kind = 'person') = (user_id is not null)),
  add constraint access_membership_named check (kind = 'person' or name is not null),
  drop constraint access_membership_status_check,
  -- deleted: the row stays, since keys and the log book name it
  add constraint access_membership_status_check check (status in ('active', 'disabled', 'deleted'));

-- Tokens of a provider issued before this moment are refused.
alter table access_user add column tokens_valid_after timestamptz;

create table access_role (
  id uuid primary key,
  account_id uuid not null references access_account (id) on delete cascade,
  name text not null,
  description text,
  grants jsonb not null,
  version bigint not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (account_id, id)
);
create unique index access_role_name on access_role (account_id, lower(name));
call platform_isolate('access_role');

create table access_member_role (
  account_id uuid not null,
  membership_id uuid not null,
  role_id uuid not null,
  -- sso: follows the groups of the identity provider at each login
  origin text not null default 'direct' check (origin in ('direct', 'sso')),
  primary key (account_id, membership_id, role_id, origin),
  foreign key (account_id, membership_id) references access_membership (account_id, id) on delete cascade,
  foreign key (account_id, role_id) references access_role (account_id, id)
);
create index access_member_role_role on access_member_role (account_id, role_id);
call platform_isolate('access_member_role');

-- Calls by key that an account may make in an hour of the clock; null is no limit.
alter table access_account add column calls_per_hour bigint check (calls_per_hour >= 0);

alter table access_key
  add column not_before timestamptz,
  add column disabled_at timestamptz,
  add column disabled_reason text,
  -- canonical CIDRs; null is everywhere
  add column allowed_networks text[],
  -- the window at a place lasts limit_seconds and admits limit_requests
  add column limit_requests integer[] not null default '{}',
  add column limit_seconds integer[] not null default '{}',
  add column first_used_at timestamptz,
  add column successor_id uuid,
  -- whether the first use of the successor ends this key
  add column ends_at_first_use boolean not null default false,
  add foreign key (account_id, successor_id) references access_key (account_id, id),
  add check (cardinality(limit_requests) = cardinality(limit_seconds));
create index access_key_parent on access_key (account_id, parent_id) where parent_id is not null;
create index access_key_owner on access_key (account_id, owner_id);

alter table access_session
  add column method text not null default 'password',
  -- who vouched, and under which name of a session, where it was not us
  add column issuer text,
  add column external_session text;
create index access_session_external on access_session (issuer, external_session) where external_session is not null;

-- Windows of keys (GCRA): the theoretical arrival time of each, in microseconds of the epoch. Lost in a crash of
-- PostgreSQL, after which the windows are full again.
create unlogged table access_rate (
  key_id uuid primary key,
  arrivals bigint[] not null
) with (fillfactor = 50);

-- Calls by key in the current hour of the clock, one row an account that has a limit.
create table access_hour (
  account_id uuid primary key references access_account (id) on delete cascade,
  hour timestamptz not null,
  used bigint not null
) with (fillfactor = 50);
call platform_isolate('access_hour');
revoke insert, update, delete on access_hour from belfry_app;

grant select on access_role, access_member_role to belfry_auth;
create policy auth on access_role for select to belfry_auth using (true);
create policy auth on access_member_role for select to belfry_auth using (true);
grant select, insert, update on access_rate, access_hour to belfry_auth;
create policy auth on access_hour to belfry_auth using (true) with check (true);
grant update (first_used_at) on access_key to belfry_auth;
create policy auth_first_use on access_key for update to belfry_auth using (true) with check (true);

drop function access_authenticate(bytea[]);

-- What is known of a credential. State: ok, unknown, revoked, rotated, expired, early, disabled, elsewhere, limited.
create type access_identity as (
  place bigint, state text, account_id uuid, account_version bigint,
  owner_id uuid, owner_version bigint, owner_kind text, owner_grants jsonb, role_grants jsonb,
  user_id uuid, email text, user_name text,
  key_id uuid, key_version bigint, key_grants jsonb, key_name text, key_hint text, key_type text,
  parent_id uuid, parent_version bigint, parent_grants jsonb, session_id uuid,
  first_use boolean, calls_per_hour bigint, limit_requests integer[], limit_seconds integer[]);

-- Who these credentials are, one row each, in the order asked. Planning these joins costs ten times as much as running
-- them, hence the generic plan in all that runs for each call.
create function access_identify(hashes bytea[], addresses text[]) returns setof access_identity
  language plpgsql stable set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
  return query select asked.place,
    case
      when a.id is null then 'unknown'
      when k.revoked_at is not null or s.revoked_at is not null then 'revoked'
      when k.ends_at_first_use and next.first_used_at is not null then 'rotated'
      when k.expires_at <= now() then case when k.successor_id is null then 'expired' else 'rotated' end
      when s.expires_at <= now() or s.last_seen_at + s.idle_seconds * interval '1 second' <= now() then 'expired'
      when k.not_before > now() then 'early'
      when a.status <> 'active' or m.status <> 'active' or (m.kind = 'person' and u.status is distinct from 'active')
        or k.disabled_at is not null
        or p.revoked_at is not null or p.expires_at <= now() or p.not_before > now() or p.disabled_at is not null
        then 'disabled'
      when not coalesce(k.allowed_networks is null or asked.address::inet <<= any (k.allowed_networks::cidr[]), false)
        or not coalesce(p.allowed_networks is null or asked.address::inet <<= any (p.allowed_networks::cidr[]), false)
        then 'elsewhere'
      else 'ok'
    end,
    a.id, a.rights_version, m.id, m.rights_version, m.kind, m.grants,
    (select jsonb_agg(r.grants order by r.id)
      from access_member_role mr join access_role r on r.account_id = mr.account_id and r.id = mr.role_id
      where mr.account_id = m.account_id and mr.membership_id = m.id),
    u.id, u.email, coalesce(u.name, m.name),
    k.id, k.rights_version, k.grants, k.name, k.hint, k.type,
    p.id, p.rights_version, p.grants, s.id,
    k.id is not null and k.first_used_at is null,
    case when k.id is not null then a.calls_per_hour end, k.limit_requests, k.limit_seconds
  from unnest(hashes, addresses) with ordinality as asked (hash, address, place)
  left join access_key k on k.hash = asked.hash and k.deleted_at is null
  left join access_session s on s.hash = asked.hash
  left join access_key p on p.account_id = k.account_id and p.id = k.parent_id
  left join access_key next on next.account_id = k.account_id and next.id = k.successor_id
  left join access_membership m on m.id = coalesce(k.owner_id, s.owner_id)
  left join access_user u on u.id = m.user_id
  left join access_account a on a.id = m.account_id
  order by asked.place;
end $$;

-- Takes a token of every window for each call by a limited key, all or none; calls of one key that came together are
-- admitted in their order. Generic cell rate algorithm: a window of n requests in s seconds admits a burst of n, and
-- then one more every s/n seconds. Rows are locked in one order, accounts before keys, so that replicas never wait in
-- a circle. Answers: remaining, the calls left in each window of the key; hour_remaining, in the account's hour, which
-- ends in hour_seconds; wait_ms, until all of them have room.
create function access_take(who access_identity[])
  returns table (place bigint, admitted boolean, remaining bigint[], hour_remaining bigint, hour_seconds integer, wait_ms bigint)
  language plpgsql volatile set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  moment timestamptz;
  us bigint;
begin
  -- A crash of PostgreSQL may give back the calls of its last moment; no call waits for the disk.
  perform set_config('synchronous_commit', 'off', true);
  insert into access_hour (account_id, hour, used)
    select distinct f.account_id, date_trunc('hour', clock_timestamp()), 0 from unnest(who) f
    where f.state = 'ok' and f.calls_per_hour is not null order by 1
    on conflict do nothing;
  perform 1 from access_hour h
    where h.account_id in (select f.account_id from unnest(who) f where f.state = 'ok' and f.calls_per_hour is not null)
    order by h.account_id for update;
  insert into access_rate (key_id, arrivals)
    select distinct f.key_id, '{}'::bigint[] from unnest(who) f
    where f.state = 'ok' and cardinality(f.limit_requests) > 0 order by 1
    on conflict do nothing;
  perform 1 from access_rate r
    where r.key_id in (select f.key_id from unnest(who) f where f.state = 'ok' and cardinality(f.limit_requests) > 0)
    order by r.key_id for update;
  moment := clock_timestamp();
  us := (extract(epoch from moment) * 1000000)::bigint;

  return query
  with asked as materialized (
    select f.place, f.account_id, f.key_id, f.calls_per_hour, f.limit_requests, f.limit_seconds,
      row_number() over (partition by f.key_id order by f.place) as turn,
      count(*) over (partition by f.key_id) as calls
    from unnest(who) f
    where f.state = 'ok' and (f.calls_per_hour is not null or cardinality(f.limit_requests) > 0)),
  -- What each window of a key admits now. An arrival further ahead than its window comes from another limit or clock.
  keys as materialized (
    select a.key_id, a.account_id, a.calls_per_hour, a.limit_requests as requests, w.gaps, w.arrivals,
      least(a.calls, w.room) as calls
    from asked a
    left join access_rate r on r.key_id = a.key_id
    cross join lateral (
      select array_agg(g.gap) as gaps, array_agg(t.arrival) as arrivals,
        min((us + g.gap * w.requests - t.arrival) / g.gap) as room
      from unnest(a.limit_requests, a.limit_seconds) with ordinality as w (requests, seconds, i)
      cross join lateral (select (w.seconds * 1000000::bigint + w.requests - 1) / w.requests as gap) g
      cross join lateral (
        select greatest(us, least(coalesce(r.arrivals[w.i], us), us + g.gap * w.requests)) as arrival) t) w
    where a.turn = 1),
  hours as materialized (
    select h.account_id, greatest(h.hour, date_trunc('hour', moment)) as hour,
      case when h.hour < date_trunc('hour', moment) then 0 else h.used end as used
    from access_hour h where h.account_id in (select k.account_id from keys k where k.calls_per_hour is not null)),
  granted as materialized (
    select k.key_id, k.account_id, g.calls, w.arrivals, w.remaining, w.wait
    from (
      select k.*, h.used,
        sum(k.calls) over (partition by k.account_id order by k.key_id rows between unbounded preceding and 1 preceding)
          as before
      from keys k left join hours h on h.account_id = k.account_id) k
    cross join lateral (
      select case when k.calls_per_hour is null then k.calls
        else greatest(0, least(k.calls, k.calls_per_hour - k.used - coalesce(k.before, 0)::bigint)) end as calls) g
    cross join lateral (
      select array_agg(w.arrival + g.calls * w.gap) as arrivals,
        array_agg(greatest(0, (us + w.gap * w.requests - w.arrival) / w.gap - g.calls)) as remaining,
        max(w.arrival + g.calls * w.gap + w.gap - w.gap * w.requests - us) as wait
      from unnest(k.arrivals, k.gaps, k.requests) as w (arrival, gap, requests)) w),
  rates_written as (
    update access_rate r set arrivals = g.arrivals from granted g where g.key_id = r.key_id and g.calls > 0),
  used as materialized (
    select h.account_id, h.hour, h.used + sum(g.calls)::bigint as used
    from hours h join granted g on g.account_id = h.account_id
    group by h.account_id, h.hour, h.used),
  hours_written as (
    update access_hour h set hour = u.hour, used = u.used from used u where u.account_id = h.account_id)
  select a.place, a.turn <= g.calls, g.remaining, greatest(0, a.calls_per_hour - u.used),
    ceil(extract(epoch from u.hour + interval '1 hour' - moment))::integer,
    ceil(greatest(0, g.wait / 1000.0,
      case when u.used >= a.calls_per_hour then extract(epoch from u.hour + interval '1 hour' - moment) * 1000 end))::bigint
  from asked a
  join granted g on g.key_id = a.key_id
  left join used u on u.account_id = a.account_id and a.calls_per_hour is not null;
end $$;

-- The one statement of authentication: who these credentials are, what they may do, and a token of each window, for all
-- calls that wait at this moment.
create function access_authenticate(hashes bytea[], addresses text[])
  returns table (
    place bigint, state text, account_id uuid, account_version bigint,
    owner_id uuid, owner_version bigint, owner_kind text, owner_grants jsonb, role_grants jsonb,
    user_id uuid, email text, user_name text,
    key_id uuid, key_version bigint, key_grants jsonb, key_name text, key_hint text, key_type text,
    parent_id uuid, parent_version bigint, parent_grants jsonb, session_id uuid,
    first_use boolean, calls_per_hour bigint, limit_requests integer[], limit_seconds integer[],
    remaining bigint[], hour_remaining bigint, hour_seconds integer, wait_ms bigint)
  language plpgsql volatile security definer
  set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  who access_identity[];
begin
  select array_agg(i order by i.place) into who from access_identify(hashes, addresses) i;
  if exists (select 1 from unnest(who) f where f.state = 'ok' and f.first_use) then
    -- Whoever holds the row is about to change it; the next call notes the first use then.
    update access_key k set first_used_at = clock_timestamp()
    where k.id in (
      select n.id from access_key n
      where n.id in (select f.key_id from unnest(who) f where f.state = 'ok' and f.first_use)
      for no key update skip locked);
  end if;
  if exists (select 1 from unnest(who) f
      where f.state = 'ok' and (f.calls_per_hour is not null or cardinality(f.limit_requests) > 0)) then
    return query
      select f.place, case when t.admitted is false then 'limited' else f.state end, f.account_id, f.account_version,
        f.owner_id, f.owner_version, f.owner_kind, f.owner_grants, f.role_grants, f.user_id, f.email, f.user_name,
        f.key_id, f.key_version, f.key_grants, f.key_name, f.key_hint, f.key_type,
        f.parent_id, f.parent_version, f.parent_grants, f.session_id,
        f.first_use, f.calls_per_hour, f.limit_requests, f.limit_seconds,
        t.remaining, t.hour_remaining, t.hour_seconds, t.wait_ms
      from unnest(who) f left join access_take(who) t on t.place = f.place
      order by f.place;
  else
    return query select f.*, null::bigint[], null::bigint, null::integer, null::bigint from unnest(who) f;
  end if;
end $$;

-- A successor goes on in the windows of its predecessor, so that no limit is passed by rotating.
create function access_rate_inherit(p_from uuid, p_to uuid) returns void
  language sql volatile security definer set search_path = pg_catalog, public, pg_temp
begin atomic
  insert into access_rate (key_id, arrivals)
  select p_to, r.arrivals from access_rate r
  join access_key k on k.id = r.key_id and k.account_id = platform_account()
  where r.key_id = p_from
  on conflict (key_id) do nothing;
end;

-- Also for owners that are no persons, and for keys that are disabled.
create or replace function access_guard(
    p_account uuid, p_account_version bigint, p_owner uuid, p_owner_version bigint,
    p_parent uuid, p_parent_version bigint, p_key uuid, p_key_version bigint, p_session uuid)
  returns void language plpgsql volatile set plan_cache_mode = force_generic_plan as $$
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
  left join access_user u on u.id = m.user_id
  where a.id = p_account and a.status = 'active' and a.rights_version = p_account_version
    and (m.kind = 'service' or u.status = 'active')
    and (p_key is null or exists (
      select 1 from access_key k
      where k.account_id = a.id and k.id = p_key and k.rights_version = p_key_version
        and k.revoked_at is null and k.disabled_at is null))
    and (p_parent is null or exists (
      select 1 from access_key k
      where k.account_id = a.id and k.id = p_parent and k.rights_version = p_parent_version
        and k.revoked_at is null and k.disabled_at is null))
    and (p_session is null or exists (
      select 1 from access_session s where s.account_id = a.id and s.id = p_session and s.revoked_at is null));
  if not found then
    raise exception 'the right is gone' using errcode = 'BF001';
  end if;
end $$;

do $$ begin
  execute format('grant create on schema %I to belfry_auth', current_schema());
  alter function access_identify(bytea[], text[]) owner to belfry_auth;
  alter function access_take(access_identity[]) owner to belfry_auth;
  alter function access_authenticate(bytea[], text[]) owner to belfry_auth;
  alter function access_rate_inherit(uuid, uuid) owner to belfry_auth;
  execute format('revoke create on schema %I from belfry_auth', current_schema());
end $$;
revoke all on function access_rate_inherit(uuid, uuid), access_identify(bytea[], text[]), access_take(access_identity[]),
  access_authenticate(bytea[], text[]) from public;
grant execute on function access_identify(bytea[], text[]), access_take(access_identity[]) to belfry_auth;
grant execute on function access_authenticate(bytea[], text[]), access_rate_inherit(uuid, uuid) to belfry_app;
