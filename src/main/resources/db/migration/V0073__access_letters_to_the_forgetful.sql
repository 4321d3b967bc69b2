-- Whoever asks for a new password in the name of another neither buries his mailbox nor voids the link that he has: links of
-- several letters are good at once, and an address has a budget of letters.

create table access_recovery_token (
  hash bytea primary key,
  user_id uuid not null references access_user (id) on delete cascade,
  -- to which it was mailed, in lower case
  email text not null,
  made_at timestamptz not null,
  token_until timestamptz not null
);
create index access_recovery_token_user on access_recovery_token (user_id);
create index access_recovery_token_until on access_recovery_token (token_until);
alter table access_recovery_token enable row level security;
create policy system on access_recovery_token to belfry_system using (true) with check (true);
create policy auth on access_recovery_token for select to belfry_auth using (true);
-- only in the transaction that ends the tokens of its user
create policy auth_delete on access_recovery_token for delete to belfry_auth using (exists (
  select 1 from access_user u where u.id = access_recovery_token.user_id and u.tokens_valid_after = now()));
grant select, insert, update, delete on access_recovery_token to belfry_system;
grant select, delete on access_recovery_token to belfry_auth;

-- Links that were mailed stay good. The owner of the tables is bound by their fences too, hence the gap.
alter table access_recovery no force row level security;
insert into access_recovery_token (hash, user_id, email, made_at, token_until)
select hash, user_id, email, made_at, token_until from access_recovery
where hash is not null and user_id is not null and made_at is not null and token_until > now();
alter table access_recovery
  drop column hash,
  drop column token_until,
  drop column made_at,
  -- when the budget of its address is whole again
  add column whole_at timestamptz;
update access_recovery set whole_at = asked_at;
alter table access_recovery alter column whole_at set not null;
alter table access_recovery force row level security;
alter table access_recovery_token force row level security;
drop index access_recovery_asked;
create index access_recovery_whole on access_recovery (whole_at);

-- As before, of the token of any letter; all of them end with it.
create or replace function access_recover(p_user uuid, p_hash bytea, p_new text, p_at timestamptz) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform access_take_away(p_user);
  update access_user u set password_hash = p_new, password_given = false, address_proven = true, updated_at = p_at
  from access_recovery_token t
  where u.id = p_user and u.status = 'active' and u.password_hash is not null
    and t.user_id = u.id and t.hash = p_hash and t.token_until > now() and lower(u.email) = t.email
    and t.made_at > coalesce(u.tokens_valid_after, '-infinity');
  if not found then
    return false;
  end if;
  perform access_end_sessions(p_user, null, p_at);
  delete from access_recovery_token where user_id = p_user;
  delete from access_recovery where user_id = p_user;
  return true;
end $$;
