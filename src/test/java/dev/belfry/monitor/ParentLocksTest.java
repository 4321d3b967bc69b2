package dev.belfry.monitor;

import static dev.belfry.monitor.Family.link;
import static dev.belfry.monitor.Family.made;
import static dev.belfry.monitor.Family.watched;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Site;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.monitor.round.Rounds;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whoever changes or holds a monitor is in nobody's way. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ParentLocksTest {
  @Inject House house;
  @Inject TestClock clock;
  @Inject Rounds rounds;

  @Inject
  @DataSource("system")
  AgroalDataSource system;

  @Test
  void nobodyWaitsForWhoeverChangesParents() throws SQLException {
    Person alice = house.alice();
    String router = made(alice, "Router");
    String other = made(alice, "Other");
    String server = made(alice, "Server", router);
    try (Connection held = system.getConnection()) {
      held.setAutoCommit(false);
      execute(
          held,
          "select pg_advisory_xact_lock(hashtextextended('monitor_parent/"
              + alice.account().uuid()
              + "', 0))");
      Watched.patch(alice, server, "{\"parent_ids\":[\"" + other + "\"]}")
          .statusCode(409)
          .body("code", equalTo("conflict"));
      Watched.patch(alice, server, "{\"name\":\"Same parents\"}").statusCode(200);
      Watched.patch(alice, server, "{\"parent_ids\":[]}").statusCode(200);
      held.rollback();
    }
    assertEquals(200, link(alice, server, other));
  }

  @Test
  void looksOfOthersAreWrittenThoughSomebodyHoldsAMonitor() throws Exception {
    Person alice = house.alice();
    try (Site first = new Site();
        Site second = new Site();
        Connection held = system.getConnection();
        ExecutorService executor = Executors.newSingleThreadExecutor()) {
      String one = watched(alice, first, "'name':'One'");
      String two = watched(alice, second, "'name':'Two'");
      rounds.runDue();
      clock.advanceSeconds(60);
      first.waits();
      second.waits();
      Future<Integer> round = executor.submit(rounds::runDue);
      while (first.calls() + second.calls() < 4 && !round.isDone()) {
        Thread.onSpinWait();
      }
      held.setAutoCommit(false);
      execute(
          held,
          "select 1 from monitor_state where monitor_id = '"
              + MonitorId.fromString(one).uuid()
              + "' for update");
      first.goesOn();
      second.goesOn();
      String now = clock.instant().toString();
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (!seenAt(alice, two, now) && System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      assertTrue(seenAt(alice, two, now));
      assertFalse(seenAt(alice, one, now));
      held.rollback();
      round.get(10, TimeUnit.SECONDS);
      assertTrue(seenAt(alice, one, now));
    }
  }

  private static boolean seenAt(Person owner, String id, String at) {
    return at.equals(owner.asks().get("/v1/monitors/" + id).path("last_checked_at"));
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
