-- Lists by tag: what an index on the tags of a listing cannot do, since the policy of a table comes before a question
-- with an operator of arrays, which is not leakproof, and after one for equal texts, which is.

create table monitor_tag (
  account_id uuid not null,
  tag text not null,
  monitor_id uuid not null,
  primary key (account_id, tag, monitor_id),
  foreign key (account_id, monitor_id) references monitor_listing (account_id, monitor_id) on delete cascade
);
create index monitor_tag_monitor on monitor_tag (account_id, monitor_id);

alter table monitor_listing no force row level security;
insert into monitor_tag (account_id, tag, monitor_id)
select distinct account_id, tag, monitor_id from monitor_listing, unnest(tags) tag;
alter table monitor_listing force row level security;

call platform_isolate('monitor_tag');
revoke insert, update, delete on monitor_tag from belfry_app;

create function monitor_tag_add() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into monitor_tag (account_id, tag, monitor_id)
  select distinct account_id, tag, monitor_id from added, unnest(tags) tag;
  return null;
end $$;

create function monitor_tag_change() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  delete from monitor_tag
  where account_id = new.account_id and monitor_id = new.monitor_id and tag <> all (new.tags);
  insert into monitor_tag (account_id, tag, monitor_id)
  select distinct new.account_id, tag, new.monitor_id from unnest(new.tags) tag
  on conflict do nothing;
  return null;
end $$;

create trigger monitor_tag_add after insert on monitor_listing
  referencing new table as added for each statement execute function monitor_tag_add();
-- For each row: a turn of a state writes a listing too, and hardly any writes tags.
create trigger monitor_tag_change after update on monitor_listing for each row
  when (old.tags is distinct from new.tags) execute function monitor_tag_change();

-- As the triggers of the listing itself: whoever changes a monitor may not write this table.
do $$
declare f text;
begin
  execute format('grant create on schema %I to belfry_system', current_schema());
  foreach f in array array['monitor_tag_add', 'monitor_tag_change'] loop
    execute format('alter function %I() owner to belfry_system', f);
    execute format('revoke all on function %I() from public', f);
  end loop;
  execute format('revoke create on schema %I from belfry_system', current_schema());
end $$;

analyze monitor_tag;
