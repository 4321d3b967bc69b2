-- Founding roles, invitations, what a user changes of himself, and the beginning of sessions.

-- Every account begins with these three; scopes that come later are in none of them but the first.
-- The owner of the tables is bound by their fences too, hence the gaps.
alter table access_account no force row level security;
alter table access_role no force row level security;
insert into access_role (id, account_id, name, description, grants, created_at, updated_at)
select gen_random_uuid(), a.id, r.name, r.description,
  jsonb_build_array(jsonb_build_object('scopes', r.scopes::jsonb, 'categories', 'ALL', 'groups', 'ALL')), now(), now()
from access_account a, (values
  ('Admin', 'Everything, now and in future', '["*:*"]'),
  ('Editor', 'Read and change what is watched and run; not people, keys and rights', '[
      "account:read", "alert:create", "alert:delete", "alert:read", "alert:update", "bucket:create",
      "bucket:delete", "bucket:read", "bucket:update", "category:create", "category:delete", "category:read",
      "category:update", "channel:delete", "channel:read", "event:delete", "event:read", "group:create",
      "group:delete", "group:read", "group:update", "incident:create", "incident:delete", "incident:read",
      "incident:resolve", "incident:update", "job:abort", "job:delete", "job:read", "job:run", "job:tag",
      "maintenance:create", "maintenance:delete", "maintenance:read", "maintenance:update",
      "metric_monitor:create", "metric_monitor:delete", "metric_monitor:read", "metric_monitor:update",
      "monitor:create", "monitor:delete", "monitor:pause", "monitor:read", "monitor:update", "plugin:delete",
      "plugin:read", "server:create", "server:delete", "server:read", "server:register", "server:update",
      "statuspage:create", "statuspage:delete", "statuspage:read", "statuspage:update", "tag:create", "tag:delete",
      "tag:read", "tag:update", "telemetry:write", "ticket:create", "ticket:delete", "ticket:read",
      "ticket:update", "trigger:create", "trigger:delete", "trigger:read", "trigger:update", "webhook:delete",
      "webhook:read"]'),
  ('Viewer', 'Read what is watched and run', '[
      "account:read", "alert:read", "bucket:read", "category:read", "channel:read", "event:read", "group:read",
      "incident:read", "job:read", "maintenance:read", "metric_monitor:read", "monitor:read", "plugin:read",
      "server:read", "statuspage:read", "tag:read", "ticket:read", "trigger:read", "webhook:read"]')) as r (name, description, scopes)
on conflict do nothing;
alter table access_role force row level security;
alter table access_account force row level security;

-- Somebody may become a member. Nothing here tells whether the address has a user already.
create table access_invitation (
  id uuid primary key,
  account_id uuid not null references access_account (id) on delete cascade,
  email text not null,
  name text not null,
  role_ids uuid[] not null,
  grants jsonb not null,
  -- signing in with it accepts, while the address has no user
  password_hash text,
  hash bytea not null,
  hash_kid smallint not null,
  -- in whose name: what it hands out is compared with the rights of this member, or of a key of his, when it is accepted
  inviter_id uuid not null,
  key_id uuid,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (account_id, id),
  unique (hash),
  foreign key (account_id, inviter_id) references access_membership (account_id, id),
  foreign key (account_id, key_id) references access_key (account_id, id)
);
call platform_isolate('access_invitation');
create index access_invitation_listed on access_invitation (account_id, created_at desc);
create index access_invitation_email on access_invitation (lower(email)) where password_hash is not null;

-- belfry_auth writes what a user changes of himself, wherever he is a member, and nothing else of users and sessions.
grant select on access_invitation to belfry_auth;
create policy auth on access_invitation for select to belfry_auth using (true);
grant insert, update (name, password_hash, updated_at) on access_user to belfry_auth;
create policy auth_new on access_user for insert to belfry_auth with check (status = 'active');
create policy auth_change on access_user for update to belfry_auth using (status = 'active');
grant update (revoked_at) on access_session to belfry_auth;
create policy auth_end on access_session for update to belfry_auth using (revoked_at is null) with check (revoked_at is not null);

drop function access_login(text);

-- What a login needs of a user whose address is known: never listed, one address at a time. Where the address has no
-- user, the newest invitation with a password, which the login accepts; its user and membership are null.
create function access_login(address text)
  returns table (user_id uuid, user_name text, email text, password_hash text, membership_id uuid, account_id uuid, invitation_id uuid)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
begin atomic
  select f.user_id, f.user_name, f.email, f.password_hash, f.membership_id, f.account_id, f.invitation_id
  from (
    select u.id as user_id, u.name as user_name, u.email, u.password_hash, m.id as membership_id, m.account_id,
      null::uuid as invitation_id, extract(epoch from m.created_at) as place
    from access_user u
    join access_membership m on m.user_id = u.id and m.status = 'active'
    join access_account a on a.id = m.account_id and a.status = 'active'
    where lower(u.email) = lower(address) and u.status = 'active'
    union all
    select null, i.name, i.email, i.password_hash, null, i.account_id, i.id, -extract(epoch from i.created_at)
    from access_invitation i
    join access_account a on a.id = i.account_id and a.status = 'active'
    where lower(i.email) = lower(address) and i.password_hash is not null and i.expires_at > now()
      and not exists (select 1 from access_user u where lower(u.email) = lower(address))) f
  order by f.place
  limit 1;
end;

-- The invitation of a token, with the user whom it would make a member, where there is one.
create function access_invited(p_hash bytea)
  returns table (invitation_id uuid, account_id uuid, email text, user_id uuid, password_hash text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
begin atomic
  select i.id, i.account_id, i.email, u.id, u.password_hash
  from access_invitation i
  join access_account a on a.id = i.account_id and a.status = 'active'
  left join access_user u on lower(u.email) = lower(i.email)
  where i.hash = p_hash and i.expires_at > now() and u.status is distinct from 'disabled';
end;

-- False where the address is taken: nothing is changed then, and nothing of the other is told.
create function access_add_user(p_id uuid, p_email text, p_name text, p_hash text, p_at timestamptz) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into access_user (id, email, name, password_hash, created_at, updated_at)
  values (p_id, p_email, p_name, p_hash, p_at, p_at) on conflict do nothing;
  return found;
end $$;

create function access_rename_user(p_id uuid, p_name text, p_at timestamptz) returns void
  language sql volatile security definer set search_path = pg_catalog, public, pg_temp
begin atomic
  update access_user set name = p_name, updated_at = p_at where id = p_id;
end;

-- Also ends the sessions of the user in every account, but one. Whoever begins a session of his holds the lock of the
-- user shared, so none is begun with the old password after this. False where the old hash is no longer his.
create function access_change_password(p_user uuid, p_old text, p_new text, p_keep uuid, p_at timestamptz) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  ended uuid;
begin
  perform access_take_away(p_user);
  update access_user set password_hash = p_new, updated_at = p_at where id = p_user and password_hash = p_old;
  if not found then
    return false;
  end if;
  for ended in
    select s.id from access_session s
    join access_membership m on m.account_id = s.account_id and m.id = s.owner_id
    where m.user_id = p_user and s.revoked_at is null and s.id <> p_keep
    order by s.id
  loop
    perform access_take_away(ended);
    update access_session set revoked_at = p_at where id = ended and revoked_at is null;
  end loop;
  return true;
end $$;

-- Where a user may go: his membership in an account, while both are active.
create function access_member_of(p_user uuid, p_account uuid) returns uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
begin atomic
  select m.id from access_membership m
  join access_account a on a.id = m.account_id and a.status = 'active'
  where m.user_id = p_user and m.account_id = p_account and m.status = 'active';
end;

-- Head of the transaction that begins a session: whoever disables the member or changes the password waits for it, or
-- it sees that they have. The hash is the one that the password was compared with; null where somebody else vouched.
create function access_may_sign_in(p_member uuid, p_user uuid, p_hash text) returns boolean
  language plpgsql volatile as $$
begin
  perform pg_advisory_xact_lock_shared(access_lock_key(p_member));
  perform pg_advisory_xact_lock_shared(access_lock_key(p_user));
  return exists (
    select 1 from access_membership m
    join access_user u on u.id = m.user_id and u.status = 'active'
    join access_account a on a.id = m.account_id and a.status = 'active'
    where m.account_id = platform_account() and m.id = p_member and m.user_id = p_user and m.status = 'active'
      and (p_hash is null or u.password_hash = p_hash));
end $$;

do $$ begin
  execute format('grant create on schema %I to belfry_auth', current_schema());
  alter function access_login(text) owner to belfry_auth;
  alter function access_invited(bytea) owner to belfry_auth;
  alter function access_add_user(uuid, text, text, text, timestamptz) owner to belfry_auth;
  alter function access_rename_user(uuid, text, timestamptz) owner to belfry_auth;
  alter function access_change_password(uuid, text, text, uuid, timestamptz) owner to belfry_auth;
  alter function access_member_of(uuid, uuid) owner to belfry_auth;
  execute format('revoke create on schema %I from belfry_auth', current_schema());
end $$;
revoke all on function access_login(text), access_invited(bytea), access_add_user(uuid, text, text, text, timestamptz),
  access_rename_user(uuid, text, timestamptz), access_change_password(uuid, text, text, uuid, timestamptz),
  access_member_of(uuid, uuid) from public;
grant execute on function access_login(text), access_invited(bytea), access_add_user(uuid, text, text, text, timestamptz),
  access_rename_user(uuid, text, timestamptz), access_change_password(uuid, text, text, uuid, timestamptz),
  access_member_of(uuid, uuid) to belfry_app;
