-- After many monitors were made at once: what the planner believes of their tables, before autovacuum comes by a minute later.

-- Until then it takes an account with very many monitors for one with none, and compares each of them with each of its tags.
-- Whoever is busy with a table is not waited for: autovacuum does the same.
create function monitor_analyze() returns void
  language plpgsql volatile security definer
  set search_path = pg_catalog, public, pg_temp set lock_timeout = '500ms' as $$
begin
  analyze monitor, monitor_state, monitor_listing, monitor_tag, monitor_group;
end $$;
revoke all on function monitor_analyze() from public;
grant execute on function monitor_analyze() to belfry_app;
