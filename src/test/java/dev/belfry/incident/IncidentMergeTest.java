package dev.belfry.incident;

import static dev.belfry.incident.Wreck.INCIDENTS;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.AtOnce;
import dev.belfry.house.Grant;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several that turn out to be one, one that was thought to be over, and many at once. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class IncidentMergeTest {
  @Inject House house;
  private Person alice;
  private Wreck wreck;

  @BeforeEach
  void arrange() {
    alice = house.alice();
    wreck = Wreck.of(alice);
  }

  @AfterEach
  void close() {
    wreck.close();
  }

  @Test
  void partsComeAlongAndAreResolvedTogether() {
    String one = wreck.monitor("One");
    String two = wreck.monitor("Two");
    wreck.breaks(one);
    wreck.breaks(two);
    String whole = wreck.of(one);
    String part = wreck.of(two);
    merge(whole, part)
        .statusCode(200)
        .body("affected", containsInAnyOrder(one, two))
        .body("merged", contains(part))
        .body("updates.incident_id", hasItem(part));
    assertEquals(List.of("One is down"), wreck.titles("open=true"));
    assertEquals(List.of("Two is down"), wreck.titles("merged=true"));
    alice.asks().post(INCIDENTS + "/" + part + "/resolve").then().statusCode(409);
    news(part).statusCode(409);
    alice.asks().post(INCIDENTS + "/" + part + "/acknowledge").then().statusCode(409);
    alice.asks().post(INCIDENTS + "/" + part + "/unacknowledge").then().statusCode(409);
    for (boolean dry : List.of(true, false)) {
      bulk(
              alice.key("incident:*"),
              Map.of("action", "acknowledge", "ids", List.of(whole, part), "dry_run", dry))
          .statusCode(200)
          .body("changed", equalTo(1))
          .body("refusals.id", contains(part))
          .body("refusals.code", contains("conflict"));
    }
    wreck.mends(one);
    alice.asks().get(INCIDENTS + "/" + whole).then().body("status", equalTo("investigating"));
    wreck.mends(two);
    alice.asks().get(INCIDENTS + "/" + whole).then().body("status", equalTo("resolved"));
    alice
        .asks()
        .get(INCIDENTS + "/" + part)
        .then()
        .body("status", equalTo("resolved"))
        .body("merged_into", equalTo(whole));
    assertEquals(2, wreck.told("incident.resolved"));
    assertEquals(1, wreck.told("incident.merged"));
  }

  @Test
  void noneIsMergedTwiceOrIntoItselfOrInARing() {
    String one = wreck.opened("One");
    String two = wreck.opened("Two");
    String three = wreck.opened("Three");
    merge(one, one).statusCode(422).body("errors[0].code", equalTo("cycle"));
    merge(one, two).statusCode(200);
    merge(three, two).statusCode(422).body("errors[0].code", equalTo("merged"));
    merge(two, one).statusCode(409);
    merge(three, one).statusCode(200).body("merged", containsInAnyOrder(one, two));
    alice.asks().get(INCIDENTS + "/" + two).then().body("merged_into", equalTo(three));
    alice.asks().delete(INCIDENTS + "/" + three).then().statusCode(409);
    String over = wreck.opened("Over");
    alice.asks().post(INCIDENTS + "/" + over + "/resolve").then().statusCode(200);
    merge(three, over, "inc_01h455vb4pex5vsknk084sn02q")
        .statusCode(422)
        .body("errors.pointer", contains("/incident_ids/1"));
    merge(three, over).statusCode(422).body("errors[0].code", equalTo("resolved"));
    assertEquals(List.of("Three"), wreck.titles("open=true"));
  }

  @Test
  void theWholeIsAsBadAsTheWorstOfItsParts() {
    String whole = wreck.opened(Map.of("title", "Whole", "impact", "low"));
    String bad = wreck.opened(Map.of("title", "Bad", "impact", "critical"));
    String harmless = wreck.opened(Map.of("title", "Harmless", "impact", "none"));
    merge(whole, harmless).body("impact", equalTo("low"));
    merge(whole, bad).body("impact", equalTo("critical"));
    assertEquals(List.of("Whole"), wreck.titles("open=true&impact=critical"));
  }

  @Test
  void acrossCategoriesOnlyWhoMayBoth() {
    String shop = wreck.named("/v1/categories", "Shop");
    String bank = wreck.named("/v1/categories", "Bank");
    String mine = wreck.opened(Map.of("title", "Shop slow", "category_id", shop));
    String theirs = wreck.opened(Map.of("title", "Vault open", "category_id", bank));
    String reader =
        Grant.key(alice, Grant.of("incident:*").in(shop), Grant.of("incident:read").in(bank));
    merge(Person.asks(reader), mine, theirs).statusCode(403);
    String blind = Grant.key(alice, Grant.of("incident:*").in(shop));
    merge(Person.asks(blind), mine, theirs)
        .statusCode(422)
        .body("errors[0].code", equalTo("unknown"));
    merge(mine, theirs).statusCode(200);
    Person.asks(blind)
        .get(INCIDENTS + "/" + mine)
        .then()
        .statusCode(200)
        .body("merged", hasSize(0))
        .body("updates.message", not(hasItem("Vault open")));
    alice.asks().get(INCIDENTS + "/" + mine).then().body("updates.message", hasItem("Vault open"));
  }

  @Test
  void twoThatMergeTheSameAtOnceMakeOneWhole() throws InterruptedException {
    String left = wreck.outage("Left");
    String right = wreck.outage("Right");
    String part = wreck.outage("Part");
    List<Integer> statuses =
        AtOnce.all(
            List.of(
                () -> merge(left, part).extract().statusCode(),
                () -> merge(right, part).extract().statusCode()));
    assertEquals(1, statuses.stream().filter(status -> status == 200).count(), "" + statuses);
    assertEquals(2, wreck.titles("open=true").size());
  }

  @Test
  void whatIsStillDownBelongsToItAgainWhenItIsReopened() {
    String monitor = wreck.monitor("Shop");
    wreck.breaks(monitor);
    String incident = wreck.of(monitor);
    String reopen = INCIDENTS + "/" + incident + "/reopen";
    alice.asks().post(reopen).then().statusCode(409);
    alice.asks().post(INCIDENTS + "/" + incident + "/resolve").then().statusCode(200);
    alice
        .asks()
        .post(reopen)
        .then()
        .statusCode(200)
        .body("status", equalTo("investigating"))
        .body("resolved_at", nullValue());
    wreck.breaks(monitor);
    assertEquals(1, wreck.titles(null).size(), "the outage is known here");
    wreck.mends(monitor);
    alice.asks().get(INCIDENTS + "/" + incident).then().body("status", equalTo("resolved"));
    wreck.breaks(monitor);
    alice.asks().post(reopen).then().statusCode(409);
    assertEquals(2, wreck.titles(null).size());
  }

  @Test
  void oneThatAPersonOpenedIsResolvedByAPerson() {
    String monitor = wreck.monitor("Shop");
    wreck.breaks(monitor);
    String whole = wreck.opened("The data centre burns");
    merge(whole, wreck.of(monitor)).statusCode(200).body("affected", contains(monitor));
    wreck.mends(monitor);
    alice.asks().get(INCIDENTS + "/" + whole).then().body("status", equalTo("investigating"));
    alice.asks().post(INCIDENTS + "/" + whole + "/resolve").then().statusCode(200);
    assertEquals(List.of(), wreck.titles("open=true"));
  }

  @Test
  void manyAreResolvedAtOnceAndEachRefusalIsNamed() {
    String shop = wreck.named("/v1/categories", "Shop");
    String mine = wreck.opened(Map.of("title", "Mine", "category_id", shop));
    String theirs = wreck.opened("Theirs");
    String nobody = "inc_01h455vb4pex5vsknk084sn02q";
    String key = Grant.key(alice, Grant.of("incident:*").in(shop), Grant.of("incident:read"));
    Map<String, Object> body =
        Map.of("action", "resolve", "ids", List.of(mine, theirs, nobody), "dry_run", true);
    bulk(key, body)
        .statusCode(200)
        .body("matched", equalTo(2))
        .body("changed", equalTo(1))
        .body("refusals.id", contains(theirs, nobody))
        .body("refusals.code", contains("insufficient_scope", "not_found"));
    assertEquals(2, wreck.titles("open=true").size(), "a dry run");
    bulk(key, Map.of("action", "resolve", "filter", Map.of("open", true)))
        .body("changed", equalTo(1))
        .body("refused", equalTo(1));
    assertEquals(List.of("Theirs"), wreck.titles("open=true"));
    wreck.outage("Shop");
    bulk(alice.key("incident:*"), Map.of("action", "acknowledge", "filter", Map.of("open", true)))
        .body("changed", equalTo(2));
    bulk(
            alice.key("incident:*"),
            Map.of("action", "resolve", "filter", Map.of("open", true), "expected_count", 3))
        .statusCode(409);
    bulk(alice.key("incident:*"), Map.of("action", "resolve", "filter", Map.of("q", "down")))
        .body("changed", equalTo(1));
    assertEquals(List.of("Theirs"), wreck.titles("open=true"));
    bulk(alice.key("incident:*"), Map.of("action", "resolve", "filter", Map.of())).statusCode(422);
    bulk(alice.key("incident:*"), Map.of("action", "resolve")).statusCode(422);
    bulk(
            alice.key("incident:*"),
            Map.of("action", "resolve", "filter", Map.of("empty", true, "open", true)))
        .statusCode(422)
        .body("errors.pointer", contains("/filter/empty"))
        .body("errors.code", contains("unknown_field"));
    bulk(alice.key("incident:read"), body).statusCode(403);
  }

  @Test
  void theDocumentShowsOnlyWhatIsTaken() {
    alice
        .asks()
        .get("/openapi?format=JSON")
        .then()
        .statusCode(200)
        .body(
            "components.schemas.IncidentBulkChange.properties.keySet()",
            containsInAnyOrder("action", "filter", "ids", "dry_run", "expected_count"))
        .body("components.schemas.IncidentFilter.properties.keySet()", not(hasItem("empty")))
        .body(
            "components.schemas.RoleChange.properties.keySet()",
            containsInAnyOrder("ids", "filter", "all", "add", "remove", "replace", "dry_run"));
  }

  private static ValidatableResponse bulk(String key, Map<String, ?> body) {
    return Person.asks(key).body(body).post(INCIDENTS + "/bulk").then();
  }

  private ValidatableResponse news(String incident) {
    return alice
        .asks()
        .body(Map.of("message", "x"))
        .post(INCIDENTS + "/" + incident + "/updates")
        .then();
  }

  private ValidatableResponse merge(String into, String... parts) {
    return merge(alice.asks(), into, parts);
  }

  private static ValidatableResponse merge(
      io.restassured.specification.RequestSpecification asks, String into, String... parts) {
    return asks.body(Map.of("incident_ids", List.of(parts)))
        .post(INCIDENTS + "/" + into + "/merge")
        .then();
  }
}
