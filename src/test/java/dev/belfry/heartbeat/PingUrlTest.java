package dev.belfry.heartbeat;

import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.belfry.heartbeat.Beats.Beat;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import dev.belfry.monitor.MonitorId;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The URL that a heartbeat is pinged by: who sees it, and what ends with it. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class PingUrlTest {
  @Inject House house;

  @Inject
  @DataSource("system")
  AgroalDataSource system;

  /** Whoever may only read sees no URL, and whoever has it may do nothing else with it. */
  @Test
  void theUrlIsShownToWhomItHelpsAndCanBeExchanged() {
    Person alice = house.alice();
    Beat beat = Beat.make(alice, "'period_seconds':60");
    String path = "/v1/monitors/" + beat.id();
    house.carol(alice).asks().get(path).then().statusCode(200).body("$", not(hasKey("ping_url")));
    house.carol(alice).asks().get("/v1/monitors").then().body("data[0]", not(hasKey("ping_url")));
    Person.asks(alice.key("monitor:read", "telemetry:write"))
        .get(path)
        .then()
        .body("$", hasKey("ping_url"));
    house.carol(alice).asks().post(path + "/rotate-ping-url").then().statusCode(403);
    house.mallory().asks().post(path + "/rotate-ping-url").then().statusCode(404);
    house.mallory().asks().get(path + "/pings").then().statusCode(404);
    String url =
        alice
            .asks()
            .post(path + "/rotate-ping-url")
            .then()
            .statusCode(200)
            .extract()
            .path("ping_url");
    beat.ping("").then().statusCode(404);
    Beat.plain().get(URI.create(url).getPath()).then().statusCode(200);
    alice
        .asks()
        .get("/v1/activity?action=monitor.ping_url_rotated")
        .then()
        .body("data", hasSize(1));
    alice.asks().delete(path).then().statusCode(204);
    Beat.plain().get(URI.create(url).getPath()).then().statusCode(404);
  }

  /** Neither the exchange nor the making, sent again, shows what an answer has shown before. */
  @Test
  void theUrlIsNotShownAgainToACallThatIsRepeated() {
    Person alice = house.alice();
    String body = "{\"name\":\"Job\",\"type\":\"heartbeat\",\"period_seconds\":60}";
    String key = UUID.randomUUID().toString();
    Supplier<JsonPath> make =
        () ->
            alice
                .asks()
                .header("Idempotency-Key", key)
                .body(body)
                .post("/v1/monitors")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    JsonPath made = make.get();
    JsonPath again = make.get();
    assertEquals(made.getString("id"), again.getString("id"));
    assertNotNull(made.getString("ping_url"));
    assertNull(again.getString("ping_url"));
    Supplier<ValidatableResponse> rotate =
        () ->
            alice
                .asks()
                .header("Idempotency-Key", key)
                .post("/v1/monitors/" + made.getString("id") + "/rotate-ping-url")
                .then()
                .statusCode(200);
    String url = rotate.get().extract().path("ping_url");
    rotate
        .get()
        .header("Idempotency-Replayed", "true")
        .body("$", hasKey("ping_url"))
        .body("ping_url", nullValue());
    Beat.plain().get(URI.create(url).getPath()).then().statusCode(200);
  }

  @Test
  void whatItReportedGoesWithIt() throws SQLException {
    Beat beat = Beat.make(house.alice(), "'period_seconds':60").ok("").ok("/log");
    assertEquals(2, rows(beat));
    beat.owner().asks().delete("/v1/monitors/" + beat.id()).then().statusCode(204);
    assertEquals(0, rows(beat));
  }

  private int rows(Beat beat) throws SQLException {
    try (Connection connection = system.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "select count(*) from heartbeat_ping where monitor_id = ?")) {
      statement.setObject(1, MonitorId.fromString(beat.id()).uuid());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }
}
