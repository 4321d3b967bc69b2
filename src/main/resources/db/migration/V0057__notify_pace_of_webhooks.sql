-- How fast a webhook wants its news: a rate over which they wait, and a time within which they are told as one.
alter table notify_webhook
  add column pace_messages integer not null default 0,
  add column pace_window_seconds integer not null default 60,
  add column digest_seconds integer not null default 0,
  add constraint notify_webhook_pace check (
    pace_messages >= 0 and pace_window_seconds > 0 and digest_seconds >= 0);
