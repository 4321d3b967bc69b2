-- Single sign-on: who somebody is at an identity provider, and which roles the groups there give here.

-- Somebody is an issuer and a subject; the address is only told.
create table access_sso_identity (
  issuer text not null,
  subject text not null,
  user_id uuid not null references access_user (id) on delete cascade,
  created_at timestamptz not null,
  last_login_at timestamptz not null,
  primary key (issuer, subject)
);
create unique index access_sso_identity_user on access_sso_identity (user_id, issuer);
alter table access_sso_identity enable row level security;
alter table access_sso_identity force row level security;
create policy system on access_sso_identity to belfry_system using (true) with check (true);
create policy auth on access_sso_identity for select to belfry_auth using (true);
grant select, insert, update, delete on access_sso_identity to belfry_system;
grant select on access_sso_identity to belfry_auth;

create table access_sso_mapping (
  id uuid primary key,
  account_id uuid not null references access_account (id) on delete cascade,
  group_name text not null,
  role_id uuid not null,
  version bigint not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (account_id, id),
  unique (account_id, group_name, role_id),
  foreign key (account_id, role_id) references access_role (account_id, id) on delete cascade
);
create index access_sso_mapping_group on access_sso_mapping (group_name);
create index access_sso_mapping_role on access_sso_mapping (account_id, role_id);
call platform_isolate('access_sso_mapping');

-- What counts once (states of logins, ids of logout tokens), as hashes, until nobody could use it any more.
create table access_sso_spent (
  hash bytea primary key,
  until timestamptz not null
);
create index access_sso_spent_until on access_sso_spent (until);
alter table access_sso_spent enable row level security;
alter table access_sso_spent force row level security;
create policy system on access_sso_spent to belfry_system using (true) with check (true);
grant select, insert, delete on access_sso_spent to belfry_system;

-- Who brings a verified token of a provider: the members that this person is, the good ones first, two at most. The
-- columns are those of access_authenticate.
create function access_authenticate_token(p_issuer text, p_subject text, p_issued timestamptz, p_account uuid)
  returns table (
    place bigint, state text, account_id uuid, account_version bigint,
    owner_id uuid, owner_version bigint, owner_kind text, owner_grants jsonb, role_grants jsonb,
    user_id uuid, email text, user_name text,
    key_id uuid, key_version bigint, key_grants jsonb, key_name text, key_hint text, key_type text,
    parent_id uuid, parent_version bigint, parent_grants jsonb, session_id uuid,
    first_use boolean, calls_per_hour bigint, limit_requests integer[], limit_seconds integer[],
    remaining bigint[], hour_remaining bigint, hour_seconds integer, wait_ms bigint)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
begin atomic
  select 1::bigint,
    case
      when a.status <> 'active' or m.status <> 'active' or u.status <> 'active' then 'disabled'
      when p_issued < u.tokens_valid_after then 'revoked'
      else 'ok'
    end,
    a.id, a.rights_version, m.id, m.rights_version, m.kind, m.grants,
    (select jsonb_agg(r.grants order by r.id)
      from access_member_role mr join access_role r on r.account_id = mr.account_id and r.id = mr.role_id
      where mr.account_id = m.account_id and mr.membership_id = m.id),
    u.id, u.email, u.name,
    null::uuid, null::bigint, null::jsonb, null::text, null::text, null::text,
    null::uuid, null::bigint, null::jsonb, null::uuid,
    false, null::bigint, null::integer[], null::integer[],
    null::bigint[], null::bigint, null::integer, null::bigint
  from access_sso_identity i
  join access_user u on u.id = i.user_id
  join access_membership m on m.user_id = u.id and m.status <> 'deleted'
  join access_account a on a.id = m.account_id and a.status <> 'opening'
  where i.issuer = p_issuer and i.subject = p_subject and (p_account is null or a.id = p_account)
  order by a.status = 'active' and m.status = 'active' desc, m.created_at
  limit 2;
end;

-- Beside access_guard, for changes by a token: all tokens of a person issued before a moment may have been refused.
create function access_guard_token(p_owner uuid, p_issued timestamptz) returns void language plpgsql volatile as $$
begin
  perform 1 from access_membership m join access_user u on u.id = m.user_id
  where m.id = p_owner and (u.tokens_valid_after is null or p_issued >= u.tokens_valid_after);
  if not found then
    raise exception 'the right is gone' using errcode = 'BF001';
  end if;
end $$;

do $$ begin
  execute format('grant create on schema %I to belfry_auth', current_schema());
  alter function access_authenticate_token(text, text, timestamptz, uuid) owner to belfry_auth;
  execute format('revoke create on schema %I from belfry_auth', current_schema());
end $$;
revoke all on function access_authenticate_token(text, text, timestamptz, uuid) from public;
grant execute on function access_authenticate_token(text, text, timestamptz, uuid) to belfry_app;
