-- The budget of letters with links for a new password is that of an address, whether its links are used or not.

grant update (due_at, holder, lease_until) on access_recovery to belfry_auth;
-- only in the transaction that ends the tokens of its user
create policy auth_update on access_recovery for update to belfry_auth using (exists (
  select 1 from access_user u where u.id = access_recovery.user_id and u.tokens_valid_after = now()));

-- As before, but what its address has had is remembered.
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
  update access_recovery set due_at = null, holder = null, lease_until = null where user_id = p_user;
  return true;
end $$;
