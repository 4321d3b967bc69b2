-- A long change by a key asks now and then whether somebody waits for it to take the key away, and ends itself then:
-- whoever takes a leaked key back does not wait for what a thief has under way.
create function access_is_awaited(ids uuid[]) returns boolean
  language sql volatile
  begin atomic
    select exists (
      select from pg_locks l
      where l.locktype = 'advisory' and not l.granted and l.mode = 'ExclusiveLock' and l.objsubid = 1
        and l.database = (select oid from pg_database where datname = current_database())
        and ((l.classid::bigint << 32) | l.objid::bigint) in (select access_lock_key(id) from unnest(ids) as id));
  end;
