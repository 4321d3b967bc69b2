-- Groups: a thing may be in several, for who may see and change it.

create table account_group (
  id uuid primary key,
  account_id uuid not null references access_account (id) on delete cascade,
  name text not null,
  version bigint not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (account_id, id)
);
create unique index account_group_name on account_group (account_id, lower(name));
call platform_isolate('account_group');
