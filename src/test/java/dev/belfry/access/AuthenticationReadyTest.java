package dev.belfry.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** A statement of authentication that hangs: the replica says so, and gives it up. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class AuthenticationReadyTest {
  private static final int READY = 200;
  private static final int NOT_READY = 503;
  @Inject House house;

  @Inject
  @DataSource("system")
  AgroalDataSource system;

  @ConfigProperty(name = "quarkus.management.test-port")
  int management;

  @Test
  void aStatementThatHangsIsSeenByReadinessAndGivenUp() throws SQLException {
    String key = house.alice().key("account:read");
    assertEquals(READY, readiness());
    CompletableFuture<Integer> held;
    try (Connection connection = system.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("lock table access_key in access exclusive mode");
      held = CompletableFuture.supplyAsync(() -> call(key));
      int seen = READY;
      while (seen == READY && !held.isDone()) {
        seen = readiness();
      }
      assertEquals(NOT_READY, seen);
      assertEquals(NOT_READY, held.join());
      connection.rollback();
    }
    assertEquals(READY, call(key));
    assertEquals(READY, readiness());
  }

  private static int call(String key) {
    return Person.asks(key).get("/v1/account").statusCode();
  }

  private int readiness() {
    return RestAssured.given().port(management).get("/health/ready").statusCode();
  }
}
