-- Lists of very many monitors: what they filter and sort by in one narrow table, and how many there are without counting.

-- Written by triggers alone, in the transaction of whatever changes a monitor or its state.
create table monitor_listing (
  account_id uuid not null,
  monitor_id uuid not null,
  category_id uuid,
  kind text not null,
  name_key text not null,
  -- name, address without its query, and key in lower case, a line each
  search text not null,
  tags varchar[] not null,
  created_at timestamptz not null,
  status text not null,
  flapping boolean not null,
  overdue boolean not null,
  suppressed boolean not null,
  primary key (account_id, monitor_id),
  foreign key (account_id, monitor_id) references monitor (account_id, id) on delete cascade
);

-- Their sum is how many monitors there are. Rows are only added, so that two who change states at once never wait for
-- each other; a loop makes one row of many.
create table monitor_count (
  id bigint generated always as identity primary key,
  account_id uuid not null references access_account (id) on delete cascade,
  category_id uuid,
  status text not null,
  number bigint not null,
  folded boolean not null default false
) with (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0);

create function monitor_is_suppressed(down boolean, alarm text, flapping boolean) returns boolean
  language sql immutable parallel safe
  return down and alarm = 'NONE' and not flapping;

-- Without the query of an address, which may hold a secret: nothing of it is kept twice.
create function monitor_search(name text, address text, key text) returns text
  language sql stable parallel safe
  return lower(name) || chr(10) || lower(split_part(address, '?', 1)) || chr(10) || coalesce(key, '');

-- Whoever owns a table is held by its policies otherwise.
alter table monitor no force row level security;
alter table monitor_state no force row level security;
insert into monitor_listing (account_id, monitor_id, category_id, kind, name_key, search, tags, created_at, status,
  flapping, overdue, suppressed)
select m.account_id, m.id, m.category_id, m.kind, lower(m.name), monitor_search(m.name, m.address, m.key), m.tags,
  m.created_at, s.status, s.flapping, s.overdue, monitor_is_suppressed(s.down, s.alarm, s.flapping)
from monitor m join monitor_state s on s.monitor_id = m.id and s.account_id = m.account_id;
alter table monitor force row level security;
alter table monitor_state force row level security;

insert into monitor_count (account_id, category_id, status, number, folded)
select account_id, category_id, status, count(*), true from monitor_listing group by 1, 2, 3;

create index monitor_listing_created on monitor_listing (account_id, created_at desc, monitor_id desc);
create index monitor_listing_name on monitor_listing (account_id, name_key, monitor_id);
create index monitor_listing_status on monitor_listing (account_id, status, name_key, monitor_id);
create index monitor_listing_status_created on monitor_listing (account_id, status, created_at desc, monitor_id desc);
create index monitor_listing_category on monitor_listing (account_id, category_id, created_at desc, monitor_id desc);
create index monitor_listing_flapping on monitor_listing (account_id, created_at desc, monitor_id desc) where flapping;
create index monitor_listing_overdue on monitor_listing (account_id, created_at desc, monitor_id desc) where overdue;
create index monitor_listing_suppressed on monitor_listing (account_id, created_at desc, monitor_id desc) where suppressed;
create index monitor_count_account on monitor_count (account_id);
create index monitor_count_new on monitor_count (account_id) where not folded;
drop index monitor_listed;

call platform_isolate('monitor_listing');
call platform_isolate('monitor_count');
revoke insert, update, delete on monitor_listing, monitor_count from belfry_app;

create function monitor_listing_add() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into monitor_listing (account_id, monitor_id, category_id, kind, name_key, search, tags, created_at, status,
    flapping, overdue, suppressed)
  select m.account_id, m.id, m.category_id, m.kind, lower(m.name), monitor_search(m.name, m.address, m.key), m.tags,
    m.created_at, s.status, s.flapping, s.overdue, monitor_is_suppressed(s.down, s.alarm, s.flapping)
  from added s join monitor m on m.account_id = s.account_id and m.id = s.monitor_id;
  return null;
end $$;

create function monitor_listing_edit() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update monitor_listing l set category_id = m.category_id, kind = m.kind, name_key = lower(m.name),
    search = monitor_search(m.name, m.address, m.key), tags = m.tags, created_at = m.created_at
  from edited m
  where l.account_id = m.account_id and l.monitor_id = m.id
    and (l.category_id, l.kind, l.name_key, l.search, l.tags, l.created_at) is distinct from
      (m.category_id, m.kind, lower(m.name), monitor_search(m.name, m.address, m.key), m.tags, m.created_at);
  return null;
end $$;

create function monitor_listing_turn() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update monitor_listing set status = new.status, flapping = new.flapping, overdue = new.overdue,
    suppressed = monitor_is_suppressed(new.down, new.alarm, new.flapping)
  where account_id = new.account_id and monitor_id = new.monitor_id;
  return null;
end $$;

create function monitor_count_keep() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    insert into monitor_count (account_id, category_id, status, number)
    select account_id, category_id, status, count(*) from after group by 1, 2, 3;
  elsif tg_op = 'UPDATE' then
    insert into monitor_count (account_id, category_id, status, number)
    select account_id, category_id, status, sum(number) from (
      select account_id, category_id, status, -1 as number from before
      union all select account_id, category_id, status, 1 from after) change
    group by 1, 2, 3 having sum(number) <> 0;
  else
    -- An account that goes takes its counts along.
    insert into monitor_count (account_id, category_id, status, number)
    select account_id, category_id, status, -count(*) from before b
    where exists (select 1 from access_account a where a.id = b.account_id) group by 1, 2, 3;
  end if;
  return null;
end $$;

create trigger monitor_listing_add after insert on monitor_state
  referencing new table as added for each statement execute function monitor_listing_add();
create trigger monitor_listing_edit after update on monitor
  referencing new table as edited for each statement execute function monitor_listing_edit();
-- For each row: the rounds write many states in a statement, and hardly any turns.
create trigger monitor_listing_turn after update on monitor_state for each row
  when ((old.status, old.flapping, old.overdue, monitor_is_suppressed(old.down, old.alarm, old.flapping)) is distinct from
    (new.status, new.flapping, new.overdue, monitor_is_suppressed(new.down, new.alarm, new.flapping)))
  execute function monitor_listing_turn();
create trigger monitor_count_add after insert on monitor_listing
  referencing new table as after for each statement execute function monitor_count_keep();
create trigger monitor_count_change after update on monitor_listing
  referencing old table as before new table as after for each statement execute function monitor_count_keep();
create trigger monitor_count_remove after delete on monitor_listing
  referencing old table as before for each statement execute function monitor_count_keep();

-- What a cascade deletes is counted too, and that runs as the owner of the tables, who may write no row.
do $$
declare f text;
begin
  execute format('grant create on schema %I to belfry_system', current_schema());
  foreach f in array array['monitor_listing_add', 'monitor_listing_edit', 'monitor_listing_turn', 'monitor_count_keep'] loop
    execute format('alter function %I() owner to belfry_system', f);
    execute format('revoke all on function %I() from public', f);
  end loop;
  execute format('revoke create on schema %I from belfry_system', current_schema());
end $$;

-- The first lists after this should not wait for the upkeep of the database to know the table.
analyze monitor_listing;
