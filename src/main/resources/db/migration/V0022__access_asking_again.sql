-- Answers that stay open are served to whoever still may read them: their callers are asked about again, all at once.

-- Who brought these credentials is now, one row each, in the order asked: a key or a session by its hash, or the bearer
-- of a token by what the token said. Nothing is written: asking again is no use of a key and no call.
create function access_ask_again(
    p_hashes bytea[], p_addresses text[], p_issuers text[], p_subjects text[], p_issued timestamptz[],
    p_until timestamptz[], p_accounts uuid[])
  returns setof access_identity
  language plpgsql stable security definer
  set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
  return query
    select i.* from access_identify(p_hashes, p_addresses) i where p_issuers[i.place] is null
    union all
    select asked.place, case when asked.until <= now() then 'expired' else coalesce(t.state, 'unknown') end,
      t.account_id, t.account_version, t.owner_id, t.owner_version, t.owner_kind, t.owner_grants, t.role_grants,
      t.user_id, t.email, t.user_name, t.key_id, t.key_version, t.key_grants, t.key_name, t.key_hint, t.key_type,
      t.parent_id, t.parent_version, t.parent_grants, t.session_id,
      t.first_use, t.calls_per_hour, t.limit_requests, t.limit_seconds
    from unnest(p_issuers, p_subjects, p_issued, p_until, p_accounts) with ordinality
      as asked (issuer, subject, issued, until, account, place)
    left join lateral (
      select * from access_authenticate_token(asked.issuer, asked.subject, asked.issued, asked.account) limit 1) t
      on true
    where asked.issuer is not null;
end $$;

do $$ begin
  execute format('grant create on schema %I to belfry_auth', current_schema());
  alter function access_ask_again(bytea[], text[], text[], text[], timestamptz[], timestamptz[], uuid[])
    owner to belfry_auth;
  execute format('revoke create on schema %I from belfry_auth', current_schema());
end $$;
revoke all on function access_ask_again(bytea[], text[], text[], text[], timestamptz[], timestamptz[], uuid[])
  from public;
grant execute on function access_ask_again(bytea[], text[], text[], text[], timestamptz[], timestamptz[], uuid[])
  to belfry_app;
