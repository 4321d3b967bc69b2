-- What an account is called, which plan it has, and the categories into which its things are put.

create table account_account (
  account_id uuid primary key references access_account (id) on delete cascade,
  name text not null,
  plan text not null,
  version bigint not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
call platform_isolate('account_account');

create table account_category (
  id uuid primary key,
  account_id uuid not null references access_account (id) on delete cascade,
  name text not null,
  version bigint not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (account_id, id)
);
create unique index account_category_name on account_category (account_id, lower(name));
call platform_isolate('account_category');
