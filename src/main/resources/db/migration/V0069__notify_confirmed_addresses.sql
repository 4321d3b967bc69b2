-- Mail addresses of channels, whose owners have to say that they want news.

create table notify_address (
  id uuid primary key,
  account_id uuid not null references access_account (id) on delete cascade,
  -- in lower case
  address text not null,
  confirmed_at timestamptz,
  -- of the token that was mailed last
  hash bytea unique,
  token_until timestamptz,
  asked_at timestamptz not null,
  attempts integer not null,
  due_at timestamptz,
  holder uuid,
  lease_until timestamptz,
  unique (account_id, address)
);
call platform_isolate('notify_address');
create index notify_address_due on notify_address (due_at) where due_at is not null;

-- Whoever gets news already goes on getting them. The owner of the tables is bound by their fences too, hence the gaps.
alter table notify_channel no force row level security;
alter table notify_address no force row level security;
insert into notify_address (id, account_id, address, confirmed_at, asked_at, attempts)
select gen_random_uuid(), c.account_id, lower(c.settings ->> 'to'), now(), now(), 0
from notify_channel c where c.kind = 'email' and c.settings ? 'to'
on conflict do nothing;
alter table notify_address force row level security;
alter table notify_channel force row level security;
