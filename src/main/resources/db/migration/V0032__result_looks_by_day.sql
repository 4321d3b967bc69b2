-- Looks go to a table for each day, which is dropped whole, and into half of the bytes.

alter table result_look no force row level security;
alter table result_look rename to result_look_before;

-- Eight columns: the ninth would cost every row eight bytes. No foreign key: it would lock a monitor for every look. What
-- is left of a deleted monitor is seen by nobody and goes with its day.
create table result_look (
  monitor_id uuid not null,
  account_id uuid not null,
  at timestamptz not null,
  latency_ms integer not null,
  -- tells looks of one instant apart
  n smallint not null,
  -- U up, G degraded, D down, N unknown
  verdict "char" not null,
  -- dns, connect, tls, first byte in three bytes each, and the whole where it is not the latency; ffffff is not measured
  phases bytea,
  -- code, line feed, message; null for ok
  said text,
  constraint result_look_key primary key (monitor_id, at, n)
) partition by range (at);

-- A look that no day has room for is kept here, and deleted by its age.
create table result_look_other partition of result_look default;
call platform_isolate('result_look_other');

-- Owned by the owner of the tables, since the program's roles make none. A day of which the table above holds looks
-- already gets no table of its own.
create function result_add_day(day date) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp set lock_timeout = '3s' as $$
declare
  child text := 'result_look_' || to_char(day, 'YYYYMMDD');
begin
  perform pg_advisory_xact_lock(hashtextextended('result_look', 0));
  if to_regclass('public.' || child) is not null then
    return false;
  end if;
  execute format('create table public.%I (like result_look including defaults)', child);
  execute format('alter table public.%I add primary key (monitor_id, at, n)', child);
  call platform_isolate(('public.' || child)::regclass);
  execute format('alter table result_look attach partition public.%I for values from (%L) to (%L)', child,
    day::timestamp at time zone 'UTC', (day + 1)::timestamp at time zone 'UTC');
  return true;
exception when check_violation then
  return false;
end $$;

create function result_drop_days(before date) returns integer
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp set lock_timeout = '3s' as $$
declare
  child record;
  dropped integer := 0;
begin
  for child in
    select c.oid::regclass as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'result_look'::regclass and c.relname ~ '^result_look_[0-9]{8}$'
      and to_date(right(c.relname, 8), 'YYYYMMDD') < before
  loop
    execute format('drop table %s', child.name);
    dropped := dropped + 1;
  end loop;
  return dropped;
end $$;

revoke execute on function result_add_day(date), result_drop_days(date) from public;
grant execute on function result_add_day(date), result_drop_days(date) to belfry_system;

select result_add_day(day::date)
from generate_series((now() at time zone 'UTC')::date - 2, (now() at time zone 'UTC')::date + 3, interval '1 day') day;

create function result_phase(phases jsonb, snake text, camel text) returns bytea language sql immutable as
  $$ select substring(int4send(coalesce((phases ->> snake)::int, (phases ->> camel)::int, 16777215)) from 2 for 3) $$;
insert into result_look (monitor_id, account_id, at, latency_ms, n, verdict, phases, said)
select monitor_id, account_id, at, latency_ms,
  (row_number() over (partition by monitor_id, at order by id) - 1)::smallint,
  (case verdict when 'UP' then 'U' when 'DEGRADED' then 'G' when 'DOWN' then 'D' else 'N' end)::"char",
  case when phases is not null then
    result_phase(phases, 'dns_ms', 'dnsMs') || result_phase(phases, 'connect_ms', 'connectMs')
    || result_phase(phases, 'tls_ms', 'tlsMs') || result_phase(phases, 'first_byte_ms', 'firstByteMs')
    || result_phase(phases, 'total_ms', 'totalMs') end,
  case when code <> 'ok' then code || E'\n' || message end
from result_look_before;
drop function result_phase(jsonb, text, text);
drop table result_look_before;

call platform_isolate('result_look');
