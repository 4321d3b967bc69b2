-- Sub-accounts, and what plans allow of them and of calls.

alter table account_account add column parent_id uuid references access_account (id);
create index account_account_parent on account_account (parent_id) where parent_id is not null;

-- The owner of the tables is bound by their fences too, hence the gaps.
alter table account_account no force row level security;
alter table access_account no force row level security;
alter table access_quota no force row level security;
insert into access_quota (account_id, resource, most)
select c.account_id, 'accounts',
  case c.plan when 'ENTERPRISE' then 10000 when 'BUSINESS' then 50 when 'PROFESSIONAL' then 5 else 0 end
from account_account c
on conflict do nothing;
update access_account a set calls_per_hour =
  case c.plan when 'FREE' then 100 when 'STARTER' then 1000 when 'PROFESSIONAL' then 10000 when 'BUSINESS' then 50000 end
from account_account c where c.account_id = a.id;
alter table access_quota force row level security;
alter table access_account force row level security;
alter table account_account force row level security;

-- The fence of account_account shows only the bound account. This shows, besides it, its sub-accounts, and the accounts
-- of which a user is a member: names and plans, nothing of what is in them. Both are bound like the fence, to the account
-- of the transaction and to the user who calls; a null user is a member of nothing.
create function account_around(p_children boolean, p_user uuid)
  returns table (account_id uuid, name text, plan text, status text, parent_id uuid, is_member boolean,
    created_at timestamptz, updated_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
begin atomic
  select c.account_id, c.name, c.plan, a.status, c.parent_id, m.id is not null, c.created_at, c.updated_at
  from account_account c
  join access_account a on a.id = c.account_id and a.status <> 'opening'
  left join access_membership m on m.account_id = c.account_id and m.user_id = p_user and m.status = 'active'
  where platform_account() is not null
    and (c.account_id = platform_account() or m.id is not null or (p_children and c.parent_id = platform_account()));
end;
grant select on account_account to belfry_auth;
create policy auth on account_account for select to belfry_auth using (true);
do $$ begin
  execute format('grant create on schema %I to belfry_auth', current_schema());
  alter function account_around(boolean, uuid) owner to belfry_auth;
  execute format('revoke create on schema %I from belfry_auth', current_schema());
end $$;
revoke all on function account_around(boolean, uuid) from public;
grant execute on function account_around(boolean, uuid) to belfry_app;
