-- A state by so many of the last looks, what was told apart from what is, monitors that flap, and looks that are overdue.

alter table monitor
  add column confirm_down_of integer,
  add column confirm_up_of integer,
  add column confirm_degraded integer not null default 1,
  add column confirm_degraded_of integer,
  add column flap_enabled boolean not null default true,
  add column flap_looks integer not null default 20,
  add column flap_start integer not null default 6,
  add column flap_stop integer not null default 2;

-- history: what the latest 20 looks said, packed (see History.java)
alter table monitor_state
  add column alarm text not null default 'NONE',
  add column down boolean not null default false,
  add column degraded boolean not null default false,
  add column flapping boolean not null default false,
  add column overdue boolean not null default false,
  add column history bigint not null default 0;

-- Whoever owns the table writes it here, and is held by its policies otherwise.
alter table monitor_state no force row level security;
update monitor_state set
  alarm = case when alarmed then 'RAISED' when status = 'DOWN' then 'SILENCED' else 'NONE' end,
  down = alarmed or status = 'DOWN',
  degraded = status = 'DEGRADED' and not alarmed;
alter table monitor_state force row level security;

alter table monitor_state drop column alarmed, drop column failures, drop column successes;
create index monitor_state_overdue on monitor_state (due_at) where overdue;
