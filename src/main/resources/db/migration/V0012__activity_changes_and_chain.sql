-- What was changed, and the chain by which one sees that the log book is still what was written.

-- mac: by a key outside of the database, over the row as Belfry wrote it; null in rows from before there was a chain.
alter table activity_entry add column changes jsonb not null default '[]', add column mac bytea;

-- Entries that are in no chain yet.
create table activity_unchained (
  account_id uuid not null references access_account (id) on delete cascade,
  entry_id uuid not null,
  primary key (account_id, entry_id)
);
call platform_isolate('activity_unchained');
revoke insert, update, delete on activity_unchained from belfry_app;
revoke update on activity_unchained from belfry_system;

-- One link for each entry, in the order in which they were chained. It refers to no row, so that it outlives its entry.
create table activity_link (
  account_id uuid not null references access_account (id) on delete cascade,
  number bigint not null,
  entry_id uuid not null,
  hash bytea not null,
  primary key (account_id, number),
  unique (account_id, entry_id)
);
call platform_isolate('activity_link');
revoke insert, update, delete on activity_link from belfry_app;
revoke update, delete on activity_link from belfry_system;

-- Where the chain ends, signed; who chains holds this row.
create table activity_head (
  account_id uuid primary key references access_account (id) on delete cascade,
  number bigint not null,
  hash bytea not null,
  at timestamptz not null,
  signature bytea not null,
  published_number bigint not null default 0,
  published_at timestamptz
);
call platform_isolate('activity_head');
revoke insert, update, delete on activity_head from belfry_app;
revoke delete on activity_head from belfry_system;
create index activity_head_unpublished on activity_head (published_at nulls first) where published_number < number;

-- Not in the name of whoever writes the entry: requests may not touch what is to be chained.
create function activity_await_chain() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into activity_unchained (account_id, entry_id) values (new.account_id, new.id);
  return null;
end $$;
do $$ begin
  execute format('grant create on schema %I to belfry_system', current_schema());
  alter function activity_await_chain() owner to belfry_system;
  execute format('revoke create on schema %I from belfry_system', current_schema());
end $$;
revoke all on function activity_await_chain() from public;

create trigger activity_await_chain after insert on activity_entry
  for each row execute function activity_await_chain();

-- The owner sees no row of any account.
set local role belfry_system;
insert into activity_unchained (account_id, entry_id) select account_id, id from activity_entry;
reset role;
