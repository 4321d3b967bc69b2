package dev.belfry.heartbeat;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.heartbeat.Beats.Beat;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.monitor.MonitorId;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Just after a start, and while somebody else holds the row of a heartbeat. */
@QuarkusTest
@TestProfile(HeldHeartbeatTest.Fresh.class)
@QuarkusTestResource(TestDatabase.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HeldHeartbeatTest {
  @Inject House house;
  @Inject Beats beats;
  @Inject TestClock clock;

  @Inject
  @DataSource("system")
  AgroalDataSource system;

  /** A start of its own. */
  public static class Fresh implements QuarkusTestProfile {}

  /** Nothing was decided on before, so that nothing is there yet that deciding makes. */
  @Test
  @Order(1)
  void theFirstMissAfterAStartIsOne() throws SQLException {
    Beat beat = Beat.make(house.alice(), "'period_seconds':60,'grace_seconds':0").ok("");
    clock.advanceSeconds(61);
    beats.decide();
    beat.shown().body("status", equalTo("down")).body("last_result.code", equalTo("missed"));
  }

  @Test
  @Order(2)
  void whatWasRefusedIsNotWrittenLaterAndOthersDoNotWait() throws SQLException {
    Person alice = house.alice();
    Beat held = Beat.make(alice, "'period_seconds':60").ok("");
    Beat other = Beat.make(alice, "'period_seconds':60");
    try (Connection connection = system.getConnection();
        PreparedStatement lock =
            connection.prepareStatement(
                "select 1 from heartbeat where monitor_id = ? for update")) {
      connection.setAutoCommit(false);
      lock.setObject(1, MonitorId.fromString(held.id()).uuid());
      lock.execute();
      CompletableFuture<Response> refused = CompletableFuture.supplyAsync(() -> held.ping("/fail"));
      for (int i = 0; i < 20; i++) {
        long began = System.nanoTime();
        other.ok("");
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        assertTrue(took.compareTo(Duration.ofSeconds(1)) < 0, "it took " + took);
      }
      refused.join().then().statusCode(503).header("Retry-After", notNullValue());
      connection.rollback();
      connection.setAutoCommit(true);
    }
    other.ok("");
    held.ok("");
    assertEquals(List.of("success", "success"), held.pings().getList("data.kind"));
    assertEquals(21, other.pings().getList("data").size());
  }

  @Test
  @Order(3)
  void whatIsHeldForAMomentIsTakenThen() throws SQLException {
    Beat held = Beat.make(house.alice(), "'period_seconds':60");
    CompletableFuture<Response> taken;
    try (Connection connection = system.getConnection();
        PreparedStatement lock =
            connection.prepareStatement(
                "select 1 from heartbeat where monitor_id = ? for update")) {
      connection.setAutoCommit(false);
      lock.setObject(1, MonitorId.fromString(held.id()).uuid());
      lock.execute();
      taken = CompletableFuture.supplyAsync(() -> held.ping(""));
      Beat.make(house.alice(), "'period_seconds':60").ok("");
      connection.rollback();
      connection.setAutoCommit(true);
    }
    taken.join().then().statusCode(200);
    assertEquals(List.of(1), held.pings().getList("data.n"));
  }
}
