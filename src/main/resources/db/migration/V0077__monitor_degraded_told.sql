-- That a monitor is DEGRADED was told and is not yet taken back: while it is down or flaps that waits, and is told then.
alter table monitor_state add column degraded_told boolean not null default false;
-- The owner of the tables is bound by their fences too, hence the gap.
alter table monitor_state no force row level security;
update monitor_state set degraded_told = true where degraded and not flapping;
alter table monitor_state force row level security;
