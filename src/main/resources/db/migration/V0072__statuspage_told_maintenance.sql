-- Which maintenance the subscribers of a page were told of, so that they also hear when it is called off.

create table statuspage_told_window (
  id uuid primary key,
  account_id uuid not null,
  page_id uuid not null,
  window_id uuid not null,
  -- As it was told, last.
  shown_id text not null,
  name text not null,
  description text,
  starts_at timestamptz not null,
  ends_at timestamptz,
  components uuid[] not null,
  -- Null until it was called off for some: whoever wants to hear of none of these knows that.
  standing uuid[],
  -- Whether they heard that it has begun, and not only that it is planned.
  begun boolean not null,
  -- Whoever had confirmed by then was told.
  told_at timestamptz not null,
  unique (account_id, page_id, window_id),
  foreign key (account_id, page_id) references statuspage (account_id, id) on delete cascade
);
call platform_isolate('statuspage_told_window');

-- Who hears of it: who had confirmed by then, null for the time at which it happened; who wants to hear also of one of the second
-- components, null for everybody; and who wants to hear of none of the spared ones.
alter table statuspage_announcement
  add column confirmed_by timestamptz,
  add column among uuid[],
  add column spared uuid[];
