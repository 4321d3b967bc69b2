-- What sub-accounts map of the shared identity provider counts only where their parent lets them, from now on.

alter table account_account no force row level security;
alter table access_account no force row level security;
update access_account a set may_map_groups = false
where exists (select 1 from account_account c where c.account_id = a.id and c.parent_id is not null);
alter table access_account force row level security;
alter table account_account force row level security;
