-- Addresses that nobody has proven, passwords that somebody else chose, one-time resets, and who maps groups.

alter table access_user
  -- an identity provider, or the operator who founded the account, vouches that the address is his
  add column address_proven boolean not null default false,
  -- somebody else knows the password: it opens no further account until it is changed
  add column password_given boolean not null default false;
alter table access_user no force row level security;
alter table access_membership no force row level security;
alter table access_sso_identity no force row level security;
update access_user u set address_proven = true
where exists (select 1 from access_membership m where m.user_id = u.id and m.role = 'owner')
  or (u.email not like '%@users.invalid' and exists (select 1 from access_sso_identity i where i.user_id = u.id));
alter table access_sso_identity force row level security;
alter table access_membership force row level security;
alter table access_user force row level security;

-- Sub-accounts share the identity provider with strangers: they map its groups only where their parent lets them.
alter table access_account add column may_map_groups boolean not null default true;

-- In whose name a mapping gives; null for those from before this was kept.
alter table access_sso_mapping
  add column mapped_by uuid,
  add column key_id uuid,
  add foreign key (account_id, mapped_by) references access_membership (account_id, id),
  add foreign key (account_id, key_id) references access_key (account_id, id);

-- A new password for somebody who lost his, by a token that an admin passes on; one a member.
create table access_password_reset (
  account_id uuid not null references access_account (id) on delete cascade,
  membership_id uuid not null,
  made_by uuid not null,
  hash bytea not null,
  hash_kid smallint not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  primary key (account_id, membership_id),
  unique (hash),
  foreign key (account_id, membership_id) references access_membership (account_id, id) on delete cascade,
  foreign key (account_id, made_by) references access_membership (account_id, id) on delete cascade
);
call platform_isolate('access_password_reset');
grant select on access_password_reset to belfry_auth;
create policy auth on access_password_reset for select to belfry_auth using (true);
-- With a new password go the resets of its user, and those that he offered or somebody in his name.
grant delete on access_password_reset to belfry_auth;
-- only in the transaction that ends the tokens of one of the two
create policy auth_delete on access_password_reset for delete to belfry_auth using (exists (
  select 1 from access_membership m join access_user u on u.id = m.user_id
  where m.account_id = access_password_reset.account_id
    and m.id in (access_password_reset.membership_id, access_password_reset.made_by)
    and u.tokens_valid_after = now()));
grant update (tokens_valid_after, password_given) on access_user to belfry_auth;

-- The account of whoever runs the installation: the oldest.
create function access_first_account() returns uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
begin atomic
  select id from access_account where status <> 'opening' order by created_at, id limit 1;
end;

drop function access_add_user(uuid, text, text, text, timestamptz);

-- False where the address is taken: nothing is changed then, and nothing of the other is told.
create function access_add_user(p_id uuid, p_email text, p_name text, p_hash text, p_given boolean, p_at timestamptz)
  returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into access_user (id, email, name, password_hash, password_given, created_at, updated_at)
  values (p_id, p_email, p_name, p_hash, p_given, p_at, p_at) on conflict do nothing;
  return found;
end $$;

drop function access_invited(bytea);

-- The invitation of a token, with the user whom it would make a member, where there is one.
create function access_invited(p_hash bytea)
  returns table (invitation_id uuid, account_id uuid, email text, user_id uuid, password_hash text, password_given boolean)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
begin atomic
  select i.id, i.account_id, i.email, u.id, u.password_hash, coalesce(u.password_given, false)
  from access_invitation i
  join access_account a on a.id = i.account_id and a.status = 'active'
  left join access_user u on lower(u.email) = lower(i.email)
  where i.hash = p_hash and i.expires_at > now() and u.status is distinct from 'disabled';
end;

-- Ends the sessions of a user in every account, but one, the tokens of his provider that were issued until now, and
-- resets. Whoever begins a session of his holds the lock of the user shared.
create function access_end_sessions(p_user uuid, p_keep uuid, p_at timestamptz) returns void
  language plpgsql volatile set search_path = pg_catalog, public, pg_temp as $$
declare
  ended uuid;
begin
  update access_user set tokens_valid_after = now() where id = p_user;
  for ended in
    select s.id from access_session s
    join access_membership m on m.account_id = s.account_id and m.id = s.owner_id
    where m.user_id = p_user and s.revoked_at is null and s.id is distinct from p_keep
    order by s.id
  loop
    perform access_take_away(ended);
    update access_session set revoked_at = p_at where id = ended and revoked_at is null;
  end loop;
  -- after the sessions: one that was offering waits no more
  delete from access_password_reset r using access_membership m
  where m.user_id = p_user and r.account_id = m.account_id and m.id in (r.membership_id, r.made_by);
end $$;

-- False where the old hash is no longer his.
create or replace function access_change_password(p_user uuid, p_old text, p_new text, p_keep uuid, p_at timestamptz)
  returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform access_take_away(p_user);
  update access_user set password_hash = p_new, password_given = false, updated_at = p_at
  where id = p_user and password_hash = p_old;
  if not found then
    return false;
  end if;
  perform access_end_sessions(p_user, p_keep, p_at);
  return true;
end $$;

-- Whether a member of the bound account may get a new password there: he has one, and is nobody elsewhere. The state is
-- ok, elsewhere or without.
create function access_resettable(p_member uuid) returns text
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
begin atomic
  select case
    when exists (select 1 from access_membership o
      where o.user_id = u.id and o.account_id <> m.account_id and o.status <> 'deleted') then 'elsewhere'
    when u.password_hash is null then 'without'
    else 'ok' end
  from access_membership m join access_user u on u.id = m.user_id and u.status = 'active'
  where m.account_id = platform_account() and m.id = p_member and m.status = 'active';
end;

-- For whom a token of a reset is.
create function access_reset_of(p_hash bytea)
  returns table (account_id uuid, membership_id uuid, email text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
begin atomic
  select r.account_id, r.membership_id, u.email
  from access_password_reset r
  join access_account a on a.id = r.account_id and a.status = 'active'
  join access_membership m on m.account_id = r.account_id and m.id = r.membership_id and m.status = 'active'
  join access_user u on u.id = m.user_id and u.status = 'active'
  where r.hash = p_hash and r.expires_at > now();
end;

-- Sets it for a member of the bound account; whoever passed the token on may know it. False where he is somebody
-- elsewhere by now.
create function access_reset_password(p_member uuid, p_new text, p_at timestamptz) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  person uuid;
begin
  select m.user_id into person from access_membership m where m.account_id = platform_account() and m.id = p_member;
  perform access_take_away(person);
  if access_resettable(p_member) is distinct from 'ok' then
    return false;
  end if;
  update access_user set password_hash = p_new, password_given = true, updated_at = p_at where id = person;
  perform access_end_sessions(person, null, p_at);
  return true;
end $$;

-- Tokens of the provider that were issued until now are refused, of a user whom the bound account knows.
create function access_end_tokens(p_user uuid) returns void
  language sql volatile security definer set search_path = pg_catalog, public, pg_temp
begin atomic
  update access_user u set tokens_valid_after = now()
  where u.id = p_user and exists (
    select 1 from access_membership m where m.user_id = u.id and m.account_id = platform_account());
end;

do $$ begin
  execute format('grant create on schema %I to belfry_auth', current_schema());
  alter function access_first_account() owner to belfry_auth;
  alter function access_add_user(uuid, text, text, text, boolean, timestamptz) owner to belfry_auth;
  alter function access_invited(bytea) owner to belfry_auth;
  alter function access_end_sessions(uuid, uuid, timestamptz) owner to belfry_auth;
  alter function access_resettable(uuid) owner to belfry_auth;
  alter function access_reset_of(bytea) owner to belfry_auth;
  alter function access_reset_password(uuid, text, timestamptz) owner to belfry_auth;
  alter function access_end_tokens(uuid) owner to belfry_auth;
  execute format('revoke create on schema %I from belfry_auth', current_schema());
end $$;
revoke all on function access_first_account(), access_add_user(uuid, text, text, text, boolean, timestamptz),
  access_invited(bytea), access_end_sessions(uuid, uuid, timestamptz), access_resettable(uuid), access_reset_of(bytea),
  access_reset_password(uuid, text, timestamptz), access_end_tokens(uuid) from public;
grant execute on function access_first_account(), access_add_user(uuid, text, text, text, boolean, timestamptz),
  access_invited(bytea), access_resettable(uuid), access_reset_of(bytea),
  access_reset_password(uuid, text, timestamptz), access_end_tokens(uuid) to belfry_app;
grant execute on function access_first_account() to belfry_system;
