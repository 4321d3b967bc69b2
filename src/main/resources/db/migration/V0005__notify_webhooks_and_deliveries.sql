-- Where news go, what was sent, and every attempt at it. The delivery is the queue and the ledger at once.

create table notify_webhook (
  id uuid primary key,
  account_id uuid not null references access_account (id) on delete cascade,
  -- For whom it acts: whoever made or changed it last; the reach is what they could read at that moment.
  owner_id uuid not null,
  key_id uuid,
  reach_all boolean not null,
  reach_categories uuid[] not null,
  url text not null,
  description text,
  events text[] not null,
  -- headers, secret and previous_secret are sealed
  headers bytea not null,
  secret bytea not null,
  previous_secret bytea,
  previous_until timestamptz,
  enabled boolean not null,
  disabled_reason text,
  version bigint not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (account_id, id),
  foreign key (account_id, owner_id) references access_membership (account_id, id),
  foreign key (account_id, key_id) references access_key (account_id, id)
);
call platform_isolate('notify_webhook');
create index notify_webhook_listed on notify_webhook (account_id, created_at desc, id desc);

-- The body is the text exactly as sent. The category is the one of that moment, whether it still exists or not.
create table notify_message (
  id uuid primary key,
  account_id uuid not null references access_account (id) on delete cascade,
  type text not null,
  at timestamptz not null,
  category_id uuid,
  body text not null,
  unique (account_id, id)
);
call platform_isolate('notify_message');

create table notify_delivery (
  id uuid primary key,
  account_id uuid not null references access_account (id) on delete cascade,
  channel text not null,
  -- In a table of the channel, so no foreign key; the delivery stays in the ledger when the endpoint goes.
  endpoint_id uuid not null,
  message_id uuid not null,
  -- News about one thing reach an endpoint one after the other, in the order of place.
  about uuid,
  place bigint not null generated always as identity,
  -- Not tried again: a test.
  once boolean not null,
  status text not null check (status in ('PENDING', 'DELIVERED', 'FAILED', 'HELD')),
  reason text,
  attempts integer not null default 0,
  -- Since the last replay: failed attempts, and when the first was.
  tries integer not null default 0,
  since timestamptz,
  -- Null when done, and while it waits for another about the same thing.
  due_at timestamptz,
  holder uuid,
  lease_until timestamptz,
  last_status integer,
  last_error text,
  created_at timestamptz not null,
  done_at timestamptz,
  unique (account_id, id),
  unique (endpoint_id, message_id),
  check ((status = 'PENDING') = (done_at is null)),
  check (status = 'PENDING' or due_at is null),
  foreign key (account_id, message_id) references notify_message (account_id, id) on delete cascade
);
call platform_isolate('notify_delivery');
create index notify_delivery_due on notify_delivery (due_at) where due_at is not null;
create index notify_delivery_listed on notify_delivery (account_id, endpoint_id, created_at desc, id desc);
create index notify_delivery_open on notify_delivery (account_id, endpoint_id, about, place) where status = 'PENDING';
create index notify_delivery_message on notify_delivery (account_id, message_id);

create table notify_attempt (
  account_id uuid not null,
  delivery_id uuid not null,
  number integer not null,
  at timestamptz not null,
  delivered boolean not null,
  status_code integer,
  duration_ms integer,
  error text,
  primary key (account_id, delivery_id, number),
  foreign key (account_id, delivery_id) references notify_delivery (account_id, id) on delete cascade
);
call platform_isolate('notify_attempt');
