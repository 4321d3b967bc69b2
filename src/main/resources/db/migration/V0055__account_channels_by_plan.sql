-- How many channels an account may have: by its plan, as many as webhooks.

-- The owner of the tables is bound by their fences too, hence the gap.
alter table access_quota no force row level security;
insert into access_quota (account_id, resource, most)
select account_id, 'channels', most from access_quota where resource = 'webhooks'
on conflict do nothing;
alter table access_quota force row level security;
