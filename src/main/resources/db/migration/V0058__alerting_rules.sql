-- Who is rung, when and how: triggers, roles of notification, escalations and rotas, each a thing that acts for somebody.

create table alerting_rule (
  id uuid primary key,
  account_id uuid not null references access_account (id) on delete cascade,
  kind text not null check (kind in ('trigger', 'notification_role', 'escalation', 'rota')),
  name text not null,
  -- For whom it acts: whoever made or changed it last; the reach is what they could see at that moment.
  owner_id uuid not null,
  key_id uuid,
  reach jsonb not null,
  enabled boolean not null,
  -- Why it does not act although it is enabled.
  stopped text,
  -- Of a trigger, so that only those are read that a piece of news concerns.
  events text[] not null,
  body jsonb not null,
  version bigint not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (account_id, id),
  foreign key (account_id, owner_id) references access_membership (account_id, id),
  foreign key (account_id, key_id) references access_key (account_id, id)
);
call platform_isolate('alerting_rule');
create index alerting_rule_listed on alerting_rule (account_id, kind, created_at desc, id desc);

-- What a rule names of the others: that is not deleted while somebody uses it.
create table alerting_use (
  account_id uuid not null,
  user_id uuid not null,
  used_id uuid not null,
  primary key (account_id, user_id, used_id),
  foreign key (account_id, user_id) references alerting_rule (account_id, id) on delete cascade,
  foreign key (account_id, used_id) references alerting_rule (account_id, id)
);
call platform_isolate('alerting_use');
create index alerting_use_used on alerting_use (account_id, used_id);
