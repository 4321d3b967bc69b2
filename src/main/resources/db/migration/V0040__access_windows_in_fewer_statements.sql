-- Fewer statements for the tokens of a call: rows are locked at once and made only where one is missing; settings of
-- plans stand at the outer functions alone, within which the inner ones run.

create or replace function access_take(who access_identity[]) returns setof access_taken
  language plpgsql volatile as $$
#variable_conflict use_column
declare
  moment timestamptz;
  us bigint;
  f access_identity;
  taken access_taken;
  wanted uuid[];
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
    -- A crash of PostgreSQL may give back the calls of its last moment; no call waits for the disk.
    perform set_config('synchronous_commit', 'off', true);
    wanted := accounts;
    loop
      select array_agg(l.account_id), array_agg(l.hour), array_agg(l.used) into accounts, hours, counts
      from (select h.account_id, h.hour, h.used from access_hour h where h.account_id = any (wanted)
        order by h.account_id for update) l;
      exit when cardinality(accounts) = cardinality(wanted);
      insert into access_hour (account_id, hour, used)
        select a, date_trunc('hour', clock_timestamp()), 0 from unnest(wanted) a order by a on conflict do nothing;
    end loop;
  end if;
  if ids is not null then
    wanted := ids;
    loop
      select array_agg(l.key_id), array_agg(row (l.arrivals)::access_arrivals) into ids, states
      from (select r.key_id, r.arrivals from access_rate r where r.key_id = any (wanted) order by r.key_id for update) l;
      exit when cardinality(ids) = cardinality(wanted);
      insert into access_rate (key_id, arrivals)
        select i, '{}'::bigint[] from unnest(wanted) i order by i on conflict do nothing;
    end loop;
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

do $$
declare
  f regprocedure;
begin
  -- Each setting is put on and taken off at every call of its function; those of who calls them hold for these too.
  foreach f in array array['access_identify(bytea[], text[])', 'access_take(access_identity[])']::regprocedure[] loop
    execute format('alter function %s reset all', f);
  end loop;
end $$;
