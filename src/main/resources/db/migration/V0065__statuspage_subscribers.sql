-- Who wants to hear of a page, and what is being told to them.

alter table statuspage
  add column allow_email_subscribers boolean not null default false,
  add column allow_webhook_subscribers boolean not null default false;

create table statuspage_subscriber (
  id uuid primary key,
  account_id uuid not null,
  page_id uuid not null,
  kind text not null check (kind in ('EMAIL', 'WEBHOOK')),
  address text not null,
  -- Of which components; null for all of the page.
  components uuid[],
  language text not null,
  status text not null check (status in ('PENDING', 'CONFIRMED', 'BOUNCED')),
  -- What a webhook is signed with, sealed.
  secret bytea,
  -- When a letter that asks for confirmation was last written to the address.
  asked_at timestamptz not null,
  confirmed_at timestamptz,
  created_at timestamptz not null,
  unique (account_id, id),
  check ((status = 'PENDING') = (confirmed_at is null)),
  check ((kind = 'WEBHOOK') = (secret is not null)),
  foreign key (account_id, page_id) references statuspage (account_id, id) on delete cascade
);
call platform_isolate('statuspage_subscriber');
create unique index statuspage_subscriber_email on statuspage_subscriber (account_id, page_id, lower(address))
  where kind = 'EMAIL';
create unique index statuspage_subscriber_webhook on statuspage_subscriber (account_id, page_id, address)
  where kind = 'WEBHOOK';
create index statuspage_subscriber_listed on statuspage_subscriber (account_id, page_id, id);
create index statuspage_subscriber_pending on statuspage_subscriber (asked_at) where status = 'PENDING';

-- Something happened of which the subscribers of a page are told, some at a time.
create table statuspage_announcement (
  id uuid primary key,
  account_id uuid not null,
  page_id uuid not null,
  turn text not null,
  -- The incident or the window of maintenance.
  subject_id uuid not null,
  at timestamptz not null,
  -- What is told, once it is written, and to whom of the subscribers up to now.
  message_id uuid,
  components uuid[],
  told_to uuid,
  due_at timestamptz not null,
  holder uuid,
  lease_until timestamptz,
  unique (account_id, id),
  foreign key (account_id, page_id) references statuspage (account_id, id) on delete cascade
);
call platform_isolate('statuspage_announcement');
create index statuspage_announcement_due on statuspage_announcement (due_at);
create index statuspage_announcement_of on statuspage_announcement (account_id, page_id, subject_id, id);
