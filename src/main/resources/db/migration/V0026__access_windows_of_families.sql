-- Windows that a key shares with its parent and its predecessor, and plans that do not depend on statistics.

-- Whose windows a key draws from: null is its own, else those of its first predecessor, so that no limit is passed by
-- rotating.
alter table access_key add column rate_id uuid;
drop function access_rate_inherit(uuid, uuid);

alter type access_identity add attribute rate_id uuid;
alter type access_identity add attribute parent_rate_id uuid;
alter type access_identity add attribute parent_requests integer[];
alter type access_identity add attribute parent_seconds integer[];

create or replace function access_identify(hashes bytea[], addresses text[]) returns setof access_identity
  language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
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
    case when k.id is not null then a.calls_per_hour end, k.limit_requests, k.limit_seconds,
    coalesce(k.rate_id, k.id), coalesce(p.rate_id, p.id), p.limit_requests, p.limit_seconds
  from unnest(hashes, addresses) with ordinality as asked (hash, address, place)
  left join access_key k on k.hash = asked.hash and k.deleted_at is null
  left join access_session s on s.hash = asked.hash
  -- By their ids alone: all keys of the account would do as well for a plan that is made while there are few.
  left join lateral (select * from access_key x where x.id = k.parent_id offset 0) p on p.account_id = k.account_id
  left join lateral (select * from access_key x where x.id = k.successor_id offset 0) next
    on next.account_id = k.account_id
  left join access_membership m on m.id = coalesce(k.owner_id, s.owner_id)
  left join access_user u on u.id = m.user_id
  left join access_account a on a.id = m.account_id
  order by asked.place;
end $$;

create type access_arrivals as (arrivals bigint[]);
-- The tokens of one call: remaining are the calls left in each window, its own and then those of its parent;
-- hour_remaining, in the account's hour, which ends in hour_seconds; wait_ms, until all of them have room. All null but
-- admitted where nothing limits it.
create type access_taken as (
  admitted boolean, remaining bigint[], hour_remaining bigint, hour_seconds integer, wait_ms bigint);

-- Whether windows have room for a call, how many it has, and what they hold after it. Generic cell rate algorithm: a window of n requests
-- in s seconds admits a burst of n, and then one more every s/n seconds. An arrival further ahead than its window comes
-- from another limit or clock.
create function access_window(
    us bigint, requests integer[], seconds integer[], arrivals bigint[],
    out later bigint[], out room bigint[], out fewer bigint[], out wait bigint)
  language plpgsql immutable as $$
declare
  gap bigint;
  span bigint;
  arrival bigint;
begin
  wait := 0;
  for i in 1 .. cardinality(requests) loop
    gap := (seconds[i] * 1000000::bigint + requests[i] - 1) / requests[i];
    span := gap * requests[i];
    arrival := greatest(us, least(coalesce(arrivals[i], us), us + span));
    later[i] := arrival + gap;
    room[i] := (us + span - arrival) / gap;
    fewer[i] := room[i] - 1;
    wait := greatest(wait, arrival + gap - span - us);
  end loop;
end $$;

-- Takes a token of every window for each call by a limited key, of its parent and of its account's hour, all or none;
-- one row a call, in their order. Rows are locked in one order, accounts before keys, so that replicas never wait in a
-- circle.
drop function access_take(access_identity[]);
create function access_take(who access_identity[]) returns setof access_taken
  language plpgsql volatile set search_path = pg_catalog, public, pg_temp as $$
#variable_conflict use_column
declare
  moment timestamptz;
  us bigint;
  f access_identity;
  taken access_taken;
  accounts uuid[];
  hours timestamptz[];
  counts bigint[];
  ids uuid[];
  states access_arrivals[];
  own record;
  above record;
  h integer;
  k integer;
  p integer;
  ends interval;
begin
  -- A crash of PostgreSQL may give back the calls of its last moment; no call waits for the disk.
  perform set_config('synchronous_commit', 'off', true);
  foreach f in array who loop
    if f.state = 'ok' then
      if f.calls_per_hour is not null and f.account_id <> all (coalesce(accounts, '{}')) then
        accounts := accounts || f.account_id;
      end if;
      if cardinality(f.limit_requests) > 0 and f.rate_id <> all (coalesce(ids, '{}')) then
        ids := ids || f.rate_id;
      end if;
      if cardinality(f.parent_requests) > 0 and f.parent_rate_id <> all (coalesce(ids, '{}')) then
        ids := ids || f.parent_rate_id;
      end if;
    end if;
  end loop;

  if accounts is not null then
    if (select count(*) from access_hour h where h.account_id = any (accounts)) < cardinality(accounts) then
      insert into access_hour (account_id, hour, used)
        select a, date_trunc('hour', clock_timestamp()), 0 from unnest(accounts) a order by a on conflict do nothing;
    end if;
    select array_agg(l.account_id), array_agg(l.hour), array_agg(l.used) into accounts, hours, counts
    from (select h.account_id, h.hour, h.used from access_hour h where h.account_id = any (accounts)
      order by h.account_id for update) l;
  end if;
  if ids is not null then
    if (select count(*) from access_rate r where r.key_id = any (ids)) < cardinality(ids) then
      insert into access_rate (key_id, arrivals)
        select i, '{}'::bigint[] from unnest(ids) i order by i on conflict do nothing;
    end if;
    select array_agg(l.key_id), array_agg(row (l.arrivals)::access_arrivals) into ids, states
    from (select r.key_id, r.arrivals from access_rate r where r.key_id = any (ids) order by r.key_id for update) l;
  end if;
  moment := clock_timestamp();
  us := (extract(epoch from moment) * 1000000)::bigint;
  ends := date_trunc('hour', moment) + interval '1 hour' - moment;
  for h in 1 .. coalesce(cardinality(accounts), 0) loop
    if hours[h] < date_trunc('hour', moment) then
      hours[h] := date_trunc('hour', moment);
      counts[h] := 0;
    end if;
  end loop;

  foreach f in array who loop
    taken := row (true, null, null, null, null);
    h := case when f.state = 'ok' and f.calls_per_hour is not null then array_position(accounts, f.account_id) end;
    k := case when f.state = 'ok' and cardinality(f.limit_requests) > 0 then array_position(ids, f.rate_id) end;
    p := case when f.state = 'ok' and cardinality(f.parent_requests) > 0
      then array_position(ids, f.parent_rate_id) end;
    if h is not null or k is not null or p is not null then
      taken.wait_ms := 0;
      if k is not null then
        own := access_window(us, f.limit_requests, f.limit_seconds, (states[k]).arrivals);
        taken.wait_ms := own.wait;
      end if;
      if p is not null then
        above := access_window(us, f.parent_requests, f.parent_seconds, (states[p]).arrivals);
        taken.wait_ms := greatest(taken.wait_ms, above.wait);
      end if;
      taken.admitted := taken.wait_ms <= 0 and (h is null or counts[h] < f.calls_per_hour);
      if taken.admitted then
        if k is not null then
          states[k] := row (own.later)::access_arrivals;
        end if;
        if p is not null then
          states[p] := row (above.later)::access_arrivals;
        end if;
        if h is not null then
          counts[h] := counts[h] + 1;
        end if;
      end if;
      if k is not null then
        taken.remaining := case when taken.admitted then own.fewer else own.room end;
      end if;
      if p is not null then
        taken.remaining := taken.remaining || case when taken.admitted then above.fewer else above.room end;
      end if;
      taken.wait_ms := ceil(greatest(taken.wait_ms, 0) / 1000.0);
      if h is not null then
        taken.hour_remaining := greatest(0, f.calls_per_hour - counts[h]);
        taken.hour_seconds := ceil(extract(epoch from ends));
        if not taken.admitted and taken.hour_remaining = 0 then
          taken.wait_ms := greatest(taken.wait_ms, ceil(extract(epoch from ends) * 1000));
        end if;
      end if;
    end if;
    return next taken;
  end loop;

  if ids is not null then
    update access_rate r set arrivals = t.arrivals from unnest(ids, states) as t (id, arrivals) where r.key_id = t.id;
  end if;
  if accounts is not null then
    update access_hour a set hour = t.hour, used = t.used
    from unnest(accounts, hours, counts) as t (account_id, hour, used) where a.account_id = t.account_id;
  end if;
end $$;

drop function access_authenticate(bytea[], text[]);
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
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
#variable_conflict use_column
declare
  who access_identity[];
  f access_identity;
  uses uuid[];
  limited boolean := false;
begin
  select array_agg(i order by i.place) into who from access_identify(hashes, addresses) i;
  foreach f in array who loop
    if f.state = 'ok' then
      limited := limited or f.calls_per_hour is not null
        or cardinality(f.limit_requests) > 0 or cardinality(f.parent_requests) > 0;
      if f.first_use then
        uses := uses || f.key_id;
      end if;
    end if;
  end loop;
  if uses is not null then
    -- Whoever holds the row is about to change it; the next call notes the first use then.
    update access_key k set first_used_at = clock_timestamp()
    where k.id in (select n.id from access_key n where n.id = any (uses) for no key update skip locked);
  end if;
  if limited then
    return query
      select f.place, case when f.admitted is false then 'limited' else f.state end, f.account_id, f.account_version,
        f.owner_id, f.owner_version, f.owner_kind, f.owner_grants, f.role_grants, f.user_id, f.email, f.user_name,
        f.key_id, f.key_version, f.key_grants, f.key_name, f.key_hint, f.key_type,
        f.parent_id, f.parent_version, f.parent_grants, f.session_id, f.first_use, f.calls_per_hour,
        f.limit_requests || f.parent_requests, f.limit_seconds || f.parent_seconds,
        f.remaining, f.hour_remaining, f.hour_seconds, f.wait_ms
      from rows from (unnest(who), access_take(who)) f;
  else
    return query
      select f.place, f.state, f.account_id, f.account_version,
        f.owner_id, f.owner_version, f.owner_kind, f.owner_grants, f.role_grants, f.user_id, f.email, f.user_name,
        f.key_id, f.key_version, f.key_grants, f.key_name, f.key_hint, f.key_type,
        f.parent_id, f.parent_version, f.parent_grants, f.session_id, f.first_use, f.calls_per_hour,
        f.limit_requests, f.limit_seconds, null::bigint[], null::bigint, null::integer, null::bigint
      from unnest(who) f;
  end if;
end $$;

-- Answers that stay open are served to whoever still may read them: their callers are asked about again, all at once.
-- Who brought these credentials is now, one row each, in the order asked: a key or a session by its hash, or the bearer
-- of a token by what the token said. Nothing is written: asking again is no use of a key and no call.
create function access_ask_again(
    p_hashes bytea[], p_addresses text[], p_issuers text[], p_subjects text[], p_issued timestamptz[],
    p_until timestamptz[], p_accounts uuid[])
  returns setof access_identity
  language plpgsql stable security definer
  set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
  return query
    select i.* from access_identify(p_hashes, p_addresses) i where p_issuers[i.place] is null
    union all
    select asked.place, case when asked.until <= now() then 'expired' else coalesce(t.state, 'unknown') end,
      t.account_id, t.account_version, t.owner_id, t.owner_version, t.owner_kind, t.owner_grants, t.role_grants,
      t.user_id, t.email, t.user_name, t.key_id, t.key_version, t.key_grants, t.key_name, t.key_hint, t.key_type,
      t.parent_id, t.parent_version, t.parent_grants, t.session_id,
      t.first_use, t.calls_per_hour, t.limit_requests, t.limit_seconds,
      null::uuid, null::uuid, null::integer[], null::integer[]
    from unnest(p_issuers, p_subjects, p_issued, p_until, p_accounts) with ordinality
      as asked (issuer, subject, issued, until, account, place)
    left join lateral (
      select * from access_authenticate_token(asked.issuer, asked.subject, asked.issued, asked.account) limit 1) t
      on true
    where asked.issuer is not null;
end $$;

do $$
declare
  f regprocedure;
begin
  execute format('grant create on schema %I to belfry_auth', current_schema());
  alter function access_take(access_identity[]) owner to belfry_auth;
  alter function access_ask_again(bytea[], text[], text[], text[], timestamptz[], timestamptz[], uuid[])
    owner to belfry_auth;
  alter function access_authenticate(bytea[], text[]) owner to belfry_auth;
  alter function access_window(bigint, integer[], integer[], bigint[]) owner to belfry_auth;
  execute format('revoke create on schema %I from belfry_auth', current_schema());
  -- A plan that is made once, and by index whatever the statistics say: one made while a table was small is kept until
  -- it is next analyzed, which after a restore or an import of a million rows is much too late.
  foreach f in array array[
    'access_identify(bytea[], text[])', 'access_take(access_identity[])', 'access_authenticate(bytea[], text[])',
    'access_authenticate_token(text, text, timestamptz, uuid)',
    'access_ask_again(bytea[], text[], text[], text[], timestamptz[], timestamptz[], uuid[])',
    'access_guard(uuid, bigint, uuid, bigint, uuid, bigint, uuid, bigint, uuid)']::regprocedure[] loop
    execute format('alter function %s set plan_cache_mode = force_generic_plan', f);
    execute format('alter function %s set enable_seqscan = off', f);
    execute format('alter function %s set enable_hashjoin = off', f);
    execute format('alter function %s set enable_mergejoin = off', f);
    -- Or all of an index is read once and kept for the other rows.
    execute format('alter function %s set enable_material = off', f);
  end loop;
end $$;
revoke all on function access_take(access_identity[]), access_authenticate(bytea[], text[]),
  access_window(bigint, integer[], integer[], bigint[]) from public;
grant execute on function access_take(access_identity[]), access_window(bigint, integer[], integer[], bigint[])
  to belfry_auth;
grant execute on function access_authenticate(bytea[], text[]) to belfry_app;
revoke all on function access_ask_again(bytea[], text[], text[], text[], timestamptz[], timestamptz[], uuid[])
  from public;
grant execute on function access_ask_again(bytea[], text[], text[], text[], timestamptz[], timestamptz[], uuid[])
  to belfry_app;
