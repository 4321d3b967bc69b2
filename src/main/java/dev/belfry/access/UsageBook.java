package dev.belfry.access;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Counts the use of keys and sessions in memory and writes it in batches, within 30 seconds and at
 * an orderly stop, so that a call costs no write.
 */
@ApplicationScoped
class UsageBook {
  private static final Logger LOG = Logger.getLogger(UsageBook.class);
  private static final String KEYS =
      """
      insert into access_key_usage as u (account_id, key_id, month, calls, last_used_at, last_used_address)
      select ?, ?, date_trunc('month', ?::timestamptz at time zone 'UTC')::date, ?, ?, ?
      where exists (select 1 from access_key where account_id = ? and id = ?)
      on conflict (account_id, key_id, month) do update set calls = u.calls + excluded.calls,
        last_used_at = greatest(u.last_used_at, excluded.last_used_at),
        last_used_address = excluded.last_used_address""";
  private static final String SESSIONS =
      "update access_session set last_seen_at = greatest(last_seen_at, ?) where account_id = ? and id = ?";

  private record Thing(UUID account, UUID id, boolean key) {}

  private record Use(long calls, Instant last, @Nullable String address) {}

  private final AgroalDataSource system;
  private final InstantSource clock;
  private Map<Thing, Use> uses = new HashMap<>();

  UsageBook(@DataSource("system") AgroalDataSource system, InstantSource clock) {
    this.system = system;
    this.clock = clock;
  }

  void used(Identity.Versions versions, @Nullable String address) {
    UUID key = versions.key();
    UUID session = versions.session();
    UUID id = key == null ? session : key;
    if (id == null) {
      return;
    }
    Thing thing = new Thing(versions.account(), id, key != null);
    Use one = new Use(1, clock.instant(), address);
    synchronized (this) {
      uses.merge(thing, one, (old, now) -> new Use(old.calls() + 1, now.last(), now.address()));
    }
  }

  @Scheduled(every = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void flush() {
    Map<Thing, Use> taken;
    synchronized (this) {
      taken = uses;
      uses = new HashMap<>();
    }
    if (taken.isEmpty()) {
      return;
    }
    try (Connection connection = system.getConnection();
        PreparedStatement keys = connection.prepareStatement(KEYS);
        PreparedStatement sessions = connection.prepareStatement(SESSIONS)) {
      for (Map.Entry<Thing, Use> use : taken.entrySet()) {
        add(use.getKey().key() ? keys : sessions, use.getKey(), use.getValue());
      }
      keys.executeBatch();
      sessions.executeBatch();
    } catch (SQLException e) {
      LOG.warnf("the use of keys could not be written, and is kept for later: %s", e.getMessage());
      giveBack(taken);
    }
  }

  private static void add(PreparedStatement statement, Thing thing, Use use) throws SQLException {
    Object last = use.last().atOffset(ZoneOffset.UTC);
    if (thing.key()) {
      statement.setObject(1, thing.account());
      statement.setObject(2, thing.id());
      statement.setObject(3, last);
      statement.setLong(4, use.calls());
      statement.setObject(5, last);
      statement.setString(6, use.address());
      statement.setObject(7, thing.account());
      statement.setObject(8, thing.id());
    } else {
      statement.setObject(1, last);
      statement.setObject(2, thing.account());
      statement.setObject(3, thing.id());
    }
    statement.addBatch();
  }

  private synchronized void giveBack(Map<Thing, Use> taken) {
    taken.forEach(
        (thing, use) ->
            uses.merge(
                thing,
                use,
                (now, old) -> new Use(now.calls() + old.calls(), now.last(), now.address())));
  }

  void stop(@Observes ShutdownEvent stopping) {
    flush();
  }
}
