-- What changed of late, for streams that are open anywhere: written with the change, numbered once it is committed.

create table live_change (
  id uuid primary key,
  account_id uuid not null references access_account (id) on delete cascade,
  -- the order in which they were written, so that two of one thing are numbered in their order
  written bigint generated always as identity,
  -- null until somebody who has readers of the account has numbered it: what commits late comes late, and not never
  number bigint,
  at timestamptz not null,
  event text not null,
  thing uuid not null,
  -- of what is told as it was at that moment; of a monitor that is there, what it is now is told
  category_id uuid,
  group_ids uuid[],
  data json,
  unique (account_id, id)
);
call platform_isolate('live_change');
create index live_change_waiting on live_change (account_id, written) where number is null;
create index live_change_numbered on live_change (account_id, number);
create index live_change_old on live_change (at);
create sequence live_change_number;
grant usage, select on sequence live_change_number to belfry_system;
