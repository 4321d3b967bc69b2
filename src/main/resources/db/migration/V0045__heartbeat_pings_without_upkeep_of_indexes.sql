-- A ping writes one row of its own and one version of its heartbeat's, and neither an index of it nor a look at a key.

-- Its condition names what every ping changes, so that every ping wrote all indexes of the heartbeat anew.
drop index heartbeat_crowded;

-- A batch has locked the heartbeat when it writes the ping; who deletes a heartbeat locks it too, and takes its pings away.
-- What an account leaves behind is seen by nobody and goes by its age.
alter table heartbeat_ping drop constraint heartbeat_ping_account_id_monitor_id_fkey;

alter table heartbeat set (
  autovacuum_vacuum_scale_factor = 0.05,
  autovacuum_vacuum_threshold = 1000,
  autovacuum_vacuum_cost_delay = 0
);
