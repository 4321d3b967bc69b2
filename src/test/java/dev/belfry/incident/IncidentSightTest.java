package dev.belfry.incident;

import static dev.belfry.incident.Wreck.INCIDENTS;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.Grant;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What readers of incidents see of them, and find. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class IncidentSightTest extends IncidentScene {

  @Test
  void whatAPersonOpensIsPublicOnlyIfHeSaysSo() {
    String incident = wreck.opened("Payments are slow");
    patch(incident, Map.of("title", "Payments fail")).body("public", equalTo(false));
    put(incident).body("public", equalTo(false));
    patch(incident, Map.of("public", true)).body("public", equalTo(true));
    put(incident).body("public", equalTo(true));
    String outage = wreck.outage("Shop");
    alice.asks().get(INCIDENTS + "/" + outage).then().body("public", equalTo(true));
    patch(outage, Map.of("public", false)).body("public", equalTo(false));
    put(outage).body("public", equalTo(false));
  }

  @Test
  void aReaderSeesWhatHeMaySeeOfItAndKeepsTheRest() {
    String web = wreck.named("/v1/groups", "Web");
    String one = wreck.monitor("One", Map.of("group_ids", List.of(web)));
    String other = wreck.monitor("Other");
    String incident = wreck.opened(Map.of("title", "Both", "affected", List.of(one, other)));
    String key = Grant.key(alice, Grant.of("incident:*"), Grant.of("monitor:read").among(web));
    Person.asks(key)
        .get(INCIDENTS + "/" + incident)
        .then()
        .statusCode(200)
        .body("affected", contains(one));
    Person.asks(key).get(INCIDENTS + "?monitor_id=" + other).then().body("data", hasSize(0));
    Person.asks(key)
        .contentType(PATCH)
        .body(Map.of("affected", List.of()))
        .patch(INCIDENTS + "/" + incident)
        .then()
        .statusCode(200)
        .body("affected", hasSize(0));
    alice.asks().get(INCIDENTS + "/" + incident).then().body("affected", contains(other));
    Person.asks(key)
        .contentType(PATCH)
        .body(Map.of("affected", List.of(other)))
        .patch(INCIDENTS + "/" + incident)
        .then()
        .statusCode(422);
  }

  @Test
  void listsAreFilteredAndSorted() {
    wreck.opened(Map.of("title", "Small", "impact", "low"));
    wreck.opened(Map.of("title", "Huge 100%", "impact", "critical"));
    wreck.outage("Shop");
    assertEquals(List.of("Shop is down"), wreck.titles("origin=monitor"));
    assertEquals(List.of("Small"), wreck.titles("impact=low"));
    assertEquals(List.of("Huge 100%"), wreck.titles("q=HUGE"));
    assertEquals(List.of(), wreck.titles("q=huge_100"), "a letter is a letter");
    assertEquals(List.of("Huge 100%", "Shop is down", "Small"), wreck.titles("sort=-impact"));
    assertEquals(List.of("Small", "Shop is down", "Huge 100%"), wreck.titles("sort=impact"));
    assertEquals(List.of(), wreck.titles("from=2999-01-01T00:00:00Z"));
    assertEquals(List.of(), wreck.titles("to=2001-01-01T00:00:00Z"));
  }
}
