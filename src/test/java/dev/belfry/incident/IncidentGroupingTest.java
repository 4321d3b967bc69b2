package dev.belfry.incident;

import static dev.belfry.incident.Wreck.INCIDENTS;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.belfry.house.AtOnce;
import dev.belfry.house.Grant;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One cause rings once. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class IncidentGroupingTest {
  private static final String GROUPING = INCIDENTS + "/grouping";

  @Inject House house;
  @Inject TestClock clock;
  private Person alice;
  private Wreck wreck;
  private String shop;

  @BeforeEach
  void arrange() {
    alice = house.alice();
    wreck = Wreck.of(alice);
    shop = wreck.named("/v1/categories", "Shop");
  }

  @AfterEach
  void close() {
    wreck.close();
  }

  @Test
  void outagesOfACategoryWithinTheWindowAreOneIncident() {
    by("category", 60);
    String one = inShop("One");
    String two = inShop("Two");
    String late = inShop("Late");
    wreck.breaks(one);
    clock.advanceSeconds(60);
    wreck.breaks(two);
    String incident = wreck.of(one);
    alice
        .asks()
        .get(INCIDENTS + "/" + incident)
        .then()
        .body("title", equalTo("One is down"))
        .body("affected", contains(one, two))
        .body("updates", hasSize(2))
        .body("updates[1].message", equalTo("Two is down too: answered 500, expected 200-399"));
    clock.advanceSeconds(61);
    wreck.breaks(late);
    assertEquals(List.of("Late is down", "One is down"), wreck.titles("open=true"));
    assertEquals(2, wreck.told("incident.created"));
    assertEquals(3, wreck.told("monitor.down"));
  }

  @Test
  void itIsResolvedWhenTheLastIsUp() {
    by("category", 60);
    String one = inShop("One");
    String two = inShop("Two");
    wreck.breaks(one);
    wreck.breaks(two);
    String incident = wreck.of(one);
    wreck.mends(one);
    alice
        .asks()
        .get(INCIDENTS + "/" + incident)
        .then()
        .body("status", equalTo("investigating"))
        .body("updates.message", hasItem(containsString("One is up again")));
    clock.advanceSeconds(3_600);
    wreck.breaks(one);
    assertEquals(incident, wreck.of(one), "what is part of it comes back to it, however late");
    wreck.mends(one);
    wreck.mends(two);
    alice
        .asks()
        .get(INCIDENTS + "/" + incident)
        .then()
        .body("status", equalTo("resolved"))
        .body("affected", contains(one, two));
    assertEquals(1, wreck.told("incident.created"));
    assertEquals(1, wreck.told("incident.resolved"));
    wreck.breaks(two);
    assertNotEquals(incident, wreck.of(two), "nothing joins what is over");
  }

  @Test
  void thoseBehindTheSameParentAreOneAndStrangersAreNot() {
    by("parent", 60);
    String router = wreck.monitor("Router");
    String left = wreck.monitor("Left", Map.of("parent_ids", List.of(router)));
    String right = wreck.monitor("Right", Map.of("parent_ids", List.of(router)));
    String stranger = wreck.monitor("Stranger");
    wreck.breaks(left);
    wreck.breaks(stranger);
    wreck.breaks(right);
    wreck.breaks(router);
    assertEquals(List.of("Left is down", "Stranger is down"), sorted(wreck.titles("open=true")));
    alice
        .asks()
        .get(INCIDENTS + "/" + wreck.of(left))
        .then()
        .body("affected", containsInAnyOrder(left, right, router));
  }

  @Test
  void thoseWithATagAreOne() {
    by("tag", 60);
    wreck.breaks(wreck.monitor("One", Map.of("tags", List.of("rack-1", "prod"))));
    wreck.breaks(wreck.monitor("Two", Map.of("tags", List.of("rack-1"))));
    wreck.breaks(wreck.monitor("Three", Map.of("tags", List.of("rack-2"))));
    wreck.breaks(wreck.monitor("Four"));
    assertEquals(
        List.of("Four is down", "One is down", "Three is down"), sorted(wreck.titles("open=true")));
  }

  @Test
  void whoeverComesAtTheSameMomentFindsTheSameIncident() throws InterruptedException {
    by("category", 60);
    wreck.site().answers(500);
    List<Callable<String>> looks = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String monitor = inShop("Monitor " + i);
      looks.add(
          () -> {
            wreck.check(monitor);
            return monitor;
          });
    }
    List<String> monitors = AtOnce.all(looks);
    alice
        .asks()
        .get(INCIDENTS + "?open=true")
        .then()
        .body("data", hasSize(1))
        .body("data[0].affected", containsInAnyOrder(monitors.toArray()));
    assertEquals(1, wreck.told("incident.created"));
    wreck.site().answers(200);
    AtOnce.all(looks);
    assertEquals(List.of(), wreck.titles("open=true"));
    assertEquals(1, wreck.told("incident.resolved"));
  }

  @Test
  void whoIsResolvedByHandIsToldAgainWhereItIsStillDown() {
    by("category", 60);
    String one = inShop("One");
    String two = inShop("Two");
    wreck.breaks(one);
    wreck.breaks(two);
    String first = wreck.of(one);
    alice.asks().post(INCIDENTS + "/" + first + "/resolve").then().statusCode(200);
    wreck.breaks(two);
    wreck.breaks(one);
    String second = wreck.of(two);
    assertNotEquals(first, second);
    assertEquals(second, wreck.of(one));
    assertEquals(1, wreck.titles("open=true").size());
  }

  /** The story is read by who does not see all that it is about. */
  @Test
  void aNameFromElsewhereIsForThoseWhoSeeIt() {
    by("tag", 60);
    String hidden = wreck.named("/v1/categories", "Payroll");
    wreck.breaks(wreck.monitor("Front", Map.of("tags", List.of("rack"), "category_id", shop)));
    String secret =
        wreck.monitor("Payroll DB", Map.of("tags", List.of("rack"), "category_id", hidden));
    wreck.breaks(secret);
    String incident = wreck.of(secret);
    String key = Grant.key(alice, Grant.of("incident:read", "monitor:read").in(shop));
    Person.asks(key)
        .get(INCIDENTS + "/" + incident)
        .then()
        .statusCode(200)
        .body("affected", hasSize(1))
        .body("updates.message", not(hasItem(containsString("Payroll"))));
    alice
        .asks()
        .get(INCIDENTS + "/" + incident)
        .then()
        .body("affected", hasSize(2))
        .body("updates.message", hasItem(containsString("Payroll DB is down too")));
    wreck.mends(secret);
    Person.asks(key)
        .get(INCIDENTS + "/" + incident)
        .then()
        .body("updates.message", not(hasItem(containsString("Payroll"))));
  }

  @Test
  void aMonitorThatGoesLeavesTheOthers() {
    by("category", 60);
    String one = inShop("One");
    String two = inShop("Two");
    wreck.breaks(one);
    wreck.breaks(two);
    String incident = wreck.of(two);
    alice.asks().delete("/v1/monitors/" + one).then().statusCode(204);
    alice
        .asks()
        .get(INCIDENTS + "/" + incident)
        .then()
        .body("status", equalTo("investigating"))
        .body("affected", contains(two));
    alice.asks().post("/v1/monitors/" + two + "/pause").then().statusCode(200);
    alice.asks().get(INCIDENTS + "/" + incident).then().body("status", equalTo("resolved"));
  }

  @Test
  void theSettingIsOfTheAccountAndKeptInTheLogBook() {
    alice.asks().get(GROUPING).then().statusCode(200).body("by", equalTo("none"));
    by("category", 90);
    alice
        .asks()
        .get(GROUPING)
        .then()
        .body("by", equalTo("category"))
        .body("window_seconds", equalTo(90));
    alice
        .asks()
        .header("If-Match", "\"77\"")
        .body(Map.of("by", "none"))
        .put(GROUPING)
        .then()
        .statusCode(412);
    alice
        .asks()
        .body(Map.of("by", "moon", "window_seconds", 0))
        .put(GROUPING)
        .then()
        .statusCode(422)
        .body("errors.pointer", containsInAnyOrder("/by", "/window_seconds"));
    Person.asks(alice.key("incident:*"))
        .body(Map.of("by", "none"))
        .put(GROUPING)
        .then()
        .statusCode(403);
    assertEquals(1, wreck.told("incident_grouping.updated"));
  }

  private void by(String what, int seconds) {
    alice
        .asks()
        .body(Map.of("by", what, "window_seconds", seconds))
        .put(GROUPING)
        .then()
        .statusCode(200);
  }

  private String inShop(String name) {
    return wreck.monitor(name, Map.of("category_id", shop));
  }

  private static List<String> sorted(List<String> titles) {
    return titles.stream().sorted().toList();
  }
}
