package dev.belfry.monitor.pause;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pause with an end ends by itself, also when nobody ran at that moment. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class PauseEndsTest {
  @Inject House house;
  @Inject Ends ends;
  @Inject Rows rows;
  @Inject TestClock clock;
  private Person alice;
  private String id;

  @BeforeEach
  void aMonitor() {
    alice = house.alice();
    id =
        alice
            .asks()
            .body(Json.of("{'name':'Shop','type':'http','url':'http://localhost:1/'}"))
            .post("/v1/monitors")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
  }

  @Test
  void isResumedAtItsEndAndNotBefore() throws SQLException {
    pause("{'for_seconds':600}")
        .statusCode(200)
        .body("status", equalTo("paused"))
        .body("paused_until", equalTo(clock.instant().plusSeconds(600).toString()));
    clock.advanceSeconds(599);
    ends.runDue();
    shown().body("status", equalTo("paused"));
    clock.advanceSeconds(1);
    ends.runDue();
    shown()
        .body("status", equalTo("pending"))
        .body("enabled", equalTo(true))
        .body("paused_until", nullValue())
        .body("next_check_at", notNullValue());
    alice
        .asks()
        .get("/v1/activity?action=monitor.resumed&object_id=" + id)
        .then()
        .body("data.actor.kind", contains("system"));
  }

  @Test
  void isResumedLateRatherThanNever() throws SQLException {
    pause("{'for_seconds':60}").statusCode(200);
    // Whoever was to do it died with it in his hands.
    rows.change(
        "update monitor_pause set holder = gen_random_uuid(), lease_until = clock_timestamp() + interval '1 hour'");
    clock.advance(Duration.ofDays(3));
    ends.runDue();
    shown().body("status", equalTo("paused"));
    rows.change("update monitor_pause set lease_until = clock_timestamp() - interval '1 second'");
    ends.runDue();
    shown().body("status", equalTo("pending"));
  }

  @Test
  void aPauseWithoutAnEndGetsNone() throws SQLException {
    pause("{}").statusCode(200).body("paused_until", nullValue());
    pause("{'for_seconds':60}").statusCode(200).body("paused_until", nullValue());
    clock.advanceSeconds(61);
    ends.runDue();
    shown().body("status", equalTo("paused"));
  }

  @Test
  void theLaterEndHolds() throws SQLException {
    pause("{'for_seconds':600}").statusCode(200);
    pause("{'for_seconds':60}").statusCode(200);
    clock.advanceSeconds(61);
    ends.runDue();
    shown().body("status", equalTo("paused"));
    pause("{'for_seconds':3600}").statusCode(200);
    clock.advanceSeconds(600);
    ends.runDue();
    shown().body("status", equalTo("paused"));
    pause("").statusCode(200).body("paused_until", nullValue());
    clock.advanceSeconds(3600);
    ends.runDue();
    shown().body("status", equalTo("paused"));
  }

  @Test
  void whoeverResumedAndPausedItMeanwhileIsNotOvertaken() throws SQLException {
    pause("{'for_seconds':60}").statusCode(200);
    alice.asks().post("/v1/monitors/" + id + "/resume").then().body("paused_until", nullValue());
    alice
        .asks()
        .contentType(Json.PATCH)
        .body(Json.of("{'enabled':false}"))
        .patch("/v1/monitors/" + id)
        .then()
        .statusCode(200);
    clock.advanceSeconds(61);
    ends.runDue();
    shown().body("status", equalTo("paused"));
  }

  @Test
  void itsLengthIsBounded() {
    for (String wrong : new String[] {"0", "-1", "604801"}) {
      pause("{'for_seconds':" + wrong + "}")
          .statusCode(422)
          .body("errors.pointer", hasItem("/for_seconds"));
    }
    shown().body("status", equalTo("pending"));
  }

  private ValidatableResponse pause(String body) {
    return alice.asks().body(Json.of(body)).post("/v1/monitors/" + id + "/pause").then();
  }

  private ValidatableResponse shown() {
    return alice.asks().get("/v1/monitors/" + id).then();
  }
}
