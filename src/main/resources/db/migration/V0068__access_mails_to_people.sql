-- Invitations by mail, and new passwords for whoever lost his and reads the mail of his address.

alter table access_invitation
  add column mail text not null default 'off' check (mail in ('off', 'pending', 'sent', 'failed')),
  -- of the token that stands in the mail alone; each attempt to send it makes a new one
  add column mail_hash bytea unique,
  add column mail_attempts integer not null default 0,
  add column due_at timestamptz,
  add column holder uuid,
  add column lease_until timestamptz;
create index access_invitation_due on access_invitation (due_at) where due_at is not null;

drop function access_invited(bytea);

-- The invitation of a token, with the user whom it would make a member, where there is one, and whether the token came
-- by mail, so that whoever brings it reads the mail of the address.
create function access_invited(p_hash bytea)
  returns table (invitation_id uuid, account_id uuid, email text, user_id uuid, password_hash text, password_given boolean,
    by_mail boolean)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
begin atomic
  select i.id, i.account_id, i.email, u.id, u.password_hash, coalesce(u.password_given, false),
    i.mail_hash is not distinct from p_hash
  from access_invitation i
  join access_account a on a.id = i.account_id and a.status = 'active'
  left join access_user u on lower(u.email) = lower(i.email)
  where (i.hash = p_hash or i.mail_hash = p_hash) and i.expires_at > now() and u.status is distinct from 'disabled';
end;

-- He has shown that he reads the mail of this address.
create function access_prove_address(p_user uuid, p_email text) returns void
  language sql volatile security definer set search_path = pg_catalog, public, pg_temp
begin atomic
  update access_user set address_proven = true
  where id = p_user and lower(email) = lower(p_email) and status = 'active';
end;

-- Who asked for a new password, whether there is such a user or not; and the token that was mailed, if there is.
create table access_recovery (
  id uuid primary key,
  -- in lower case
  email text not null unique,
  user_id uuid references access_user (id) on delete cascade,
  hash bytea unique,
  token_until timestamptz,
  made_at timestamptz,
  asked_at timestamptz not null,
  attempts integer not null,
  due_at timestamptz,
  holder uuid,
  lease_until timestamptz
);
create index access_recovery_due on access_recovery (due_at) where due_at is not null;
create index access_recovery_asked on access_recovery (asked_at);
alter table access_recovery enable row level security;
alter table access_recovery force row level security;
create policy system on access_recovery to belfry_system using (true) with check (true);
create policy auth on access_recovery for select to belfry_auth using (true);
-- only in the transaction that ends the tokens of its user
create policy auth_delete on access_recovery for delete to belfry_auth using (exists (
  select 1 from access_user u where u.id = access_recovery.user_id and u.tokens_valid_after = now()));
grant select, insert, update, delete on access_recovery to belfry_system;
grant select, delete on access_recovery to belfry_auth;
grant update (address_proven) on access_user to belfry_auth;

-- Sets it for the user to whom this token was mailed. False where it is good no more: it was used, or something that ended
-- his sessions happened since it was made, or the address is not his any more.
create function access_recover(p_user uuid, p_hash bytea, p_new text, p_at timestamptz) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform access_take_away(p_user);
  update access_user u set password_hash = p_new, password_given = false, address_proven = true, updated_at = p_at
  from access_recovery r
  where u.id = p_user and u.status = 'active' and u.password_hash is not null
    and r.user_id = u.id and r.hash = p_hash and r.token_until > now() and lower(u.email) = r.email
    and r.made_at > coalesce(u.tokens_valid_after, '-infinity');
  if not found then
    return false;
  end if;
  perform access_end_sessions(p_user, null, p_at);
  delete from access_recovery where user_id = p_user;
  return true;
end $$;

do $$ begin
  execute format('grant create on schema %I to belfry_auth', current_schema());
  alter function access_invited(bytea) owner to belfry_auth;
  alter function access_prove_address(uuid, text) owner to belfry_auth;
  alter function access_recover(uuid, bytea, text, timestamptz) owner to belfry_auth;
  execute format('revoke create on schema %I from belfry_auth', current_schema());
end $$;
revoke all on function access_invited(bytea), access_prove_address(uuid, text),
  access_recover(uuid, bytea, text, timestamptz) from public;
grant execute on function access_invited(bytea), access_prove_address(uuid, text),
  access_recover(uuid, bytea, text, timestamptz) to belfry_app;

-- How many mails an account had written to an address lately, or to all (the empty one).
create table access_mail_budget (
  account_id uuid not null references access_account (id) on delete cascade,
  address text not null,
  since timestamptz not null,
  mails integer not null,
  primary key (account_id, address)
);
call platform_isolate('access_mail_budget');
