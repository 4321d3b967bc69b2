-- Every table of an account shows only the rows of the account to which the transaction is bound.

-- The bound account; null, so that nothing matches, where nobody has bound one. After a transaction-local
-- setting has ended it reads as an empty text, hence the nullif.
create function platform_account() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('belfry.account', true), '')::uuid;

-- Fences a table: row-level security that binds its owner too, one policy for requests, one for work across accounts.
create procedure platform_isolate(fenced regclass, account_column name default 'account_id')
  language plpgsql as $$
begin
  execute format('alter table %s enable row level security', fenced);
  execute format('alter table %s force row level security', fenced);
  execute format(
    'create policy app on %s to belfry_app using (%2$I = platform_account()) with check (%2$I = platform_account())',
    fenced, account_column);
  execute format('create policy system on %s to belfry_system using (true) with check (true)', fenced);
  execute format('grant select, insert, update, delete on %s to belfry_app, belfry_system', fenced);
end $$;

-- What the secrets outside of the database look like, so that a start with others is refused.
create table platform_fingerprint (
  name text primary key,
  fingerprint bytea not null
);
grant select, insert on platform_fingerprint to belfry_system;
