-- Tokens of resets that were kept with the answers that showed them.
alter table access_idempotency no force row level security;
delete from access_idempotency where route = 'POST /v1/users/{id}/password-reset';
alter table access_idempotency force row level security;

-- With a new password go the resets of its user, and those that he offered or somebody in his name.
grant delete on access_password_reset to belfry_auth;
-- only in the transaction that ends the tokens of one of the two
create policy auth_delete on access_password_reset for delete to belfry_auth using (exists (
  select 1 from access_membership m join access_user u on u.id = m.user_id
  where m.account_id = access_password_reset.account_id
    and m.id in (access_password_reset.membership_id, access_password_reset.made_by)
    and u.tokens_valid_after = now()));

-- Ends the sessions of a user in every account, but one, the tokens of his provider that were issued until now, and
-- resets. Whoever begins a session of his holds the lock of the user shared.
create or replace function access_end_sessions(p_user uuid, p_keep uuid, p_at timestamptz) returns void
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
