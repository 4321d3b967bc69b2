-- Channels of many kinds, to which triggers send.

create table notify_channel (
  id uuid primary key,
  account_id uuid not null references access_account (id) on delete cascade,
  -- For whom it acts: whoever made or changed it last; the reach is what they could read at that moment, in pairs.
  owner_id uuid not null,
  key_id uuid,
  reach jsonb not null,
  name text not null,
  kind text not null,
  description text,
  settings jsonb not null,
  -- sealed: the settings that nobody is shown
  secrets bytea not null,
  labels jsonb not null,
  rate_messages integer,
  rate_window_seconds integer,
  digest_seconds integer,
  enabled boolean not null,
  disabled_reason text,
  version bigint not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (account_id, id),
  check ((rate_messages is null) = (rate_window_seconds is null)),
  foreign key (account_id, owner_id) references access_membership (account_id, id),
  foreign key (account_id, key_id) references access_key (account_id, id)
);
call platform_isolate('notify_channel');
create index notify_channel_listed on notify_channel (account_id, created_at desc, id desc);
