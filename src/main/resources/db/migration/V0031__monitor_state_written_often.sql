-- The rounds write each state twice in an interval: one index less to write with it, and what is dead goes before it is much.

-- Whatever is asked for comes by the primary key: from the monitors of an account, or from what is due.
drop index monitor_state_account;
alter table monitor_state set (
  autovacuum_vacuum_scale_factor = 0.05,
  autovacuum_vacuum_threshold = 1000,
  autovacuum_vacuum_cost_delay = 0
);
