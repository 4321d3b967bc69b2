package dev.belfry.maintenance;

import static dev.belfry.maintenance.Edges.monitor;
import static dev.belfry.maintenance.Edges.planned;
import static dev.belfry.maintenance.Edges.shown;
import static dev.belfry.maintenance.Edges.told;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.monitor.MonitorId;
import dev.belfry.platform.database.Accounts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How windows begin, recur and end, whoever is there in time. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class MaintenanceCourseTest {
  @Inject House house;
  @Inject TestClock clock;
  @Inject Edges edges;
  @Inject Rows rows;
  @Inject Accounts accounts;
  @Inject Maintenances maintenances;

  @Test
  void anOpenEndedOneEndsByItselfAndAnEndedOneCanBeBegunAgain() {
    Person alice = house.alice();
    String shop = monitor(alice, "");
    String id = planned(alice, "'all':true");
    alice
        .asks()
        .get("/v1/maintenance/" + id)
        .then()
        .body("status", equalTo("active"))
        .body("open_ended", equalTo(true))
        .body("ends_at", equalTo(clock.instant().plusSeconds(14_400).toString()));
    edges.runDue();
    clock.advanceSeconds(14_399);
    edges.runDue();
    shown(alice, shop).body("status", equalTo("maintenance"));
    clock.advanceSeconds(1);
    alice.asks().get("/v1/maintenance/" + id).then().body("status", equalTo("past"));
    edges.runDue();
    shown(alice, shop).body("status", equalTo("pending"));
    for (int i = 0; i < 2; i++) {
      alice
          .asks()
          .post("/v1/maintenance/" + id + "/start")
          .then()
          .statusCode(200)
          .body("status", equalTo("active"));
    }
    edges.runDue();
    shown(alice, shop).body("status", equalTo("maintenance"));
    Instant ended = clock.instant();
    for (int i = 0; i < 2; i++) {
      alice
          .asks()
          .post("/v1/maintenance/" + id + "/end")
          .then()
          .statusCode(200)
          .body("status", equalTo("past"))
          .body("ended_at", startsWith(ended.toString().substring(0, 19)))
          .body("ended_reason", equalTo("ended"));
    }
    assertEquals(2, told(alice, "maintenance.started"));
    assertEquals(2, told(alice, "maintenance.ended"));
  }

  @Test
  void oneThatRecursOccursAgainAndAgain() {
    Person alice = house.alice();
    String shop = monitor(alice, "");
    Instant start = clock.instant().plusSeconds(3_600);
    String id =
        planned(
            alice,
            "'all':true,'recurrence':'FREQ=DAILY;COUNT=3','duration_seconds':600,'starts_at':'"
                + start
                + "'");
    for (int day = 0; day < 3; day++) {
      clock.advance(Duration.between(clock.instant(), start.plus(Duration.ofDays(day))));
      edges.runDue();
      shown(alice, shop).body("status", equalTo("maintenance"));
      clock.advanceSeconds(600);
      edges.runDue();
      shown(alice, shop).body("status", equalTo("pending"));
    }
    alice
        .asks()
        .get("/v1/maintenance/" + id)
        .then()
        .body("status", equalTo("past"))
        .body("occurrences", empty());
    assertEquals(3, told(alice, "maintenance.started"));
  }

  /** Nobody ran for three days of a window that occurs every day. */
  @Test
  void afterAnOutageItGoesOnWhereItWouldBe() {
    Person alice = house.alice();
    String shop = monitor(alice, "");
    planned(alice, "'all':true,'recurrence':'FREQ=DAILY','duration_seconds':3600");
    edges.runDue();
    clock.advance(Duration.ofDays(3).plusSeconds(60));
    edges.look(alice, shop, 'D', clock.instant());
    edges.runDue();
    shown(alice, shop).body("status", equalTo("maintenance"));
    clock.advanceSeconds(3_600);
    edges.runDue();
    shown(alice, shop).body("status", equalTo("down"));
    assertEquals(1, told(alice, "monitor.down"));
  }

  @Test
  void webhooksAreToldWhoAskForIt() {
    Person alice = house.alice();
    alice
        .asks()
        .body(
            Json.of(
                "{'url':'http://localhost:1/','events':['maintenance.started','maintenance.ended']}"))
        .post("/v1/webhooks")
        .then()
        .statusCode(201);
    String id = planned(alice, "'all':true");
    alice.asks().post("/v1/maintenance/" + id + "/end").then().statusCode(200);
    List<Object> bodies =
        rows.select(
            "select body from notify_message where account_id = ? order by id",
            alice.account().uuid());
    assertEquals(2, bodies.size());
    org.hamcrest.MatcherAssert.assertThat(
        "" + bodies.getFirst(), containsString("\"type\":\"maintenance.started\""));
    org.hamcrest.MatcherAssert.assertThat(
        "" + bodies.getLast(), containsString("\"ended_reason\":\"ended\""));
    Person.asks(alice.key("webhook:create", "monitor:read", "incident:read"))
        .body(Json.of("{'url':'http://localhost:1/','events':['maintenance.started']}"))
        .post("/v1/webhooks")
        .then()
        .statusCode(403);
  }

  @Test
  void roomsAboveAreToldWhatWasAndWhatWillBe() {
    Person alice = house.alice();
    String shop = monitor(alice, "");
    String other = monitor(alice, "");
    Instant begin = clock.instant();
    String id =
        planned(
            alice,
            "'public':true,'monitor_ids':['"
                + shop
                + "'],'recurrence':'FREQ=DAILY;COUNT=3','duration_seconds':600");
    edges.runDue();
    clock.advanceSeconds(60);
    alice.asks().post("/v1/maintenance/" + id + "/end").then().statusCode(200);
    List<Planned> found =
        accounts.in(
            alice.account(),
            () ->
                maintenances.touching(
                    alice.account(),
                    List.of(MonitorId.fromString(shop), MonitorId.fromString(other)),
                    begin.minus(Duration.ofDays(9)),
                    begin.plus(Duration.ofDays(9))));
    assertEquals(3, found.size());
    assertEquals(begin.plusSeconds(60), found.getFirst().endsAt());
    assertEquals(begin.plus(Duration.ofDays(1)), found.get(1).startsAt());
    assertEquals(Set.of(MonitorId.fromString(shop)), found.getLast().monitors());
    assertEquals(
        List.of(),
        accounts.in(
            alice.account(),
            () ->
                maintenances.touching(
                    alice.account(),
                    List.of(MonitorId.fromString(other)),
                    begin,
                    begin.plusSeconds(1))));
  }
}
