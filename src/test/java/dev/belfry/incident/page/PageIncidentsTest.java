package dev.belfry.incident.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Site;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.monitor.MonitorId;
import dev.belfry.platform.database.Accounts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What status pages are told. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class PageIncidentsTest {
  @Inject House house;
  @Inject PageIncidents pages;
  @Inject Accounts accounts;
  @Inject TestClock clock;
  private Person alice;
  private Site site;
  private String shop;
  private String bank;

  @BeforeEach
  void arrange() {
    alice = house.alice();
    site = new Site();
    site.answers(500);
    shop = monitor("db-prod-3 (10.1.2.3)");
    bank = monitor("Bank");
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void nothingThatBelfryFoundIsTold() {
    check(shop);
    PageIncident incident = seen(shop).getFirst();
    assertFalse(incident.toString().contains("db-prod-3"), incident.toString());
    assertFalse(incident.toString().contains("500"), incident.toString());
    assertEquals(
        List.of("We are looking into this."),
        incident.updates().stream().map(PageUpdate::message).toList());
    patch(id(shop), Map.of("title", "The shop is slow"));
    assertEquals("The shop is slow", seen(shop).getFirst().title());
  }

  @Test
  void peopleSayWhatIsToldAndWhatIsNot() {
    check(shop);
    tell(Map.of("message", "secret plan"));
    tell(Map.of("message", "We **know** why.", "public", true));
    tell(Map.of("message", "Soon.", "notify_subscribers", true));
    assertEquals(List.of("We are looking into this.", "We **know** why.", "Soon."), messages(shop));
    assertTrue(seen(bank).isEmpty());
    patch(id(shop), Map.of("public", false));
    assertTrue(seen(shop).isEmpty());
    patch(id(shop), Map.of("public", true));
    alice
        .asks()
        .body(Map.of("text", "It was us.", "public", true))
        .put("/v1/incidents/" + id(shop) + "/postmortem")
        .then()
        .statusCode(200);
    assertFalse(messages(shop).contains("It was us."), "not before it is over");
    alice.asks().post("/v1/incidents/" + id(shop) + "/resolve").then().statusCode(200);
    assertEquals(
        List.of(
            "We are looking into this.",
            "We **know** why.",
            "Soon.",
            "This is resolved.",
            "It was us."),
        messages(shop));
  }

  @Test
  void onlyTheTimeAndTheMonitorsThatWereAskedFor() {
    String incident =
        alice
            .asks()
            .body(Map.of("title", "Both", "affected", List.of(shop, bank), "public", true))
            .post("/v1/incidents")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    assertEquals(Set.of(MonitorId.fromString(bank)), seen(bank).getFirst().monitors());
    assertEquals(2, seen(bank, shop).getFirst().monitors().size());
    clock.advance(Duration.ofHours(2));
    alice.asks().post("/v1/incidents/" + incident + "/resolve").then().statusCode(200);
    clock.advance(Duration.ofHours(2));
    assertEquals(1, at(Duration.ofHours(3), Duration.ZERO, bank).size());
    assertEquals(0, at(Duration.ofHours(1), Duration.ZERO, bank).size());
    assertEquals(0, at(Duration.ofHours(9), Duration.ofHours(5), bank).size());
    Person mallory = house.mallory();
    assertEquals(
        0,
        accounts
            .in(
                mallory.account(),
                () ->
                    pages.touching(
                        mallory.account(),
                        new PageIncidents.Asked(Set.of(MonitorId.fromString(bank)), Set.of()),
                        clock.instant().minus(Duration.ofDays(1)),
                        clock.instant()))
            .size());
  }

  @Test
  void whatAPersonOpensIsToldOnlyWhereHeSaysSo() {
    Map<String, Object> body =
        new HashMap<>(Map.of("title", "Mallory is in", "affected", List.of(shop)));
    body.put("description", "She has the key.");
    alice.asks().body(body).post("/v1/incidents").then().statusCode(201);
    assertEquals(List.of(), seen(shop));
    body.put("public", true);
    alice.asks().body(body).post("/v1/incidents").then().statusCode(201);
    assertEquals(List.of("She has the key."), messages(shop));
  }

  @Test
  void whatWasMergedIsToldOnce() {
    check(shop);
    check(bank);
    String part = id(bank);
    alice
        .asks()
        .body(Map.of("message", "The vault is shut.", "public", true))
        .post("/v1/incidents/" + part + "/updates")
        .then()
        .statusCode(201);
    alice
        .asks()
        .body(Map.of("incident_ids", List.of(part)))
        .post("/v1/incidents/" + id(shop) + "/merge")
        .then()
        .statusCode(200);
    assertEquals(1, seen(shop, bank).size());
    assertTrue(messages(shop, bank).contains("The vault is shut."));
    assertTrue(messages(bank).contains("The vault is shut."));
    assertFalse(messages(shop).contains("The vault is shut."));
  }

  private List<String> messages(String... monitors) {
    return seen(monitors).getFirst().updates().stream().map(PageUpdate::message).toList();
  }

  private List<PageIncident> seen(String... monitors) {
    return at(Duration.ofDays(1), Duration.ofSeconds(-1), monitors);
  }

  private List<PageIncident> at(Duration from, Duration until, String... monitors) {
    return accounts.in(
        alice.account(),
        () ->
            pages.touching(
                alice.account(),
                new PageIncidents.Asked(
                    Stream.of(monitors).map(MonitorId::fromString).collect(Collectors.toSet()),
                    Set.of()),
                clock.instant().minus(from),
                clock.instant().minus(until)));
  }

  private String monitor(String name) {
    Map<String, Object> body =
        new HashMap<>(Map.of("name", name, "type", "http", "url", site.url(), "confirm_down", 1));
    return alice.asks().body(body).post("/v1/monitors").then().statusCode(201).extract().path("id");
  }

  private void check(String monitor) {
    alice.asks().post("/v1/monitors/" + monitor + "/check").then().statusCode(200);
  }

  private String id(String monitor) {
    return alice.asks().get("/v1/incidents?monitor_id=" + monitor).path("data[0].id");
  }

  private void tell(Map<String, ?> update) {
    clock.advanceSeconds(1);
    alice.asks().body(update).post("/v1/incidents/" + id(shop) + "/updates").then().statusCode(201);
  }

  private void patch(String incident, Map<String, ?> body) {
    alice
        .asks()
        .contentType("application/merge-patch+json")
        .body(body)
        .patch("/v1/incidents/" + incident)
        .then()
        .statusCode(200);
  }
}
