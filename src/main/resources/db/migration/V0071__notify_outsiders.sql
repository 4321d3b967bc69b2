-- News for outsiders, who may be many, stand in the ledger apart from what goes to whoever belongs to the account.

alter table notify_delivery add column for_outsiders boolean not null default false;
-- The owner of the tables is bound by their fences too, hence the gap.
alter table notify_delivery no force row level security;
update notify_delivery set for_outsiders = true where channel = 'status_page_subscriber';
alter table notify_delivery force row level security;

drop index notify_delivery_all;
create index notify_delivery_all on notify_delivery (account_id, created_at desc, id desc) where not for_outsiders;
create index notify_delivery_outsiders on notify_delivery (account_id, created_at desc, id desc) where for_outsiders;
drop index notify_delivery_undelivered;
create index notify_delivery_undelivered on notify_delivery (account_id, status, created_at desc, id desc)
  where status <> 'DELIVERED' and not for_outsiders;
