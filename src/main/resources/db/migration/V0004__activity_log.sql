-- The log book: who did what, and who was refused. Rows are only added.

create table activity_entry (
  id uuid primary key,
  account_id uuid not null references access_account (id) on delete cascade,
  at timestamptz not null,
  actor_kind text not null,
  actor_id text,
  actor_name text,
  actor_hint text,
  session_id text,
  action text not null,
  object_type text not null,
  object_id text,
  object_name text,
  category_id uuid,
  result text not null,
  address text,
  request_id text,
  unique (account_id, id)
);
call platform_isolate('activity_entry');
revoke update, delete on activity_entry from belfry_app;
revoke update on activity_entry from belfry_system;
create index activity_entry_listed on activity_entry (account_id, at desc, id desc);
create index activity_entry_object on activity_entry (account_id, object_id, at desc);
create index activity_entry_actor on activity_entry (account_id, actor_id, at desc);
