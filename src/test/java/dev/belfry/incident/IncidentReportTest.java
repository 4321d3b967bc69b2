package dev.belfry.incident;

import static dev.belfry.incident.Wreck.INCIDENTS;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.belfry.house.Grant;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How soon somebody saw to it, and how long it took. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class IncidentReportTest {
  private static final String REPORT = "/v1/reports/incidents";

  @Inject House house;
  @Inject TestClock clock;

  @Test
  void countsIncidentsAndTheirTimes() {
    Person alice = house.alice();
    try (Wreck wreck = Wreck.of(alice)) {
      String shop = wreck.named("/v1/categories", "=Shop");
      String one = wreck.monitor("@One", Map.of("category_id", shop, "tags", List.of("a", "b")));
      String two = wreck.monitor("Two", Map.of("tags", List.of("b")));
      wreck.breaks(one);
      clock.advanceSeconds(60);
      alice.asks().post(INCIDENTS + "/" + wreck.of(one) + "/acknowledge").then().statusCode(200);
      clock.advanceSeconds(60);
      wreck.mends(one);
      wreck.breaks(two);
      clock.advanceSeconds(600);
      wreck.opened(Map.of("title", "By hand", "impact", "low"));
      clock.advanceSeconds(1);
      alice
          .asks()
          .get(REPORT)
          .then()
          .statusCode(200)
          .body("together.incidents", equalTo(3))
          .body("together.open", equalTo(2))
          .body("together.acknowledged", equalTo(1))
          .body("together.mtta_seconds", equalTo(60))
          .body("together.mttr_seconds", equalTo(120))
          .body("together.longest_seconds", equalTo(601))
          .body("data.name", contains("@One", "Two", null))
          .body("data[1].mttr_seconds", nullValue());
      alice
          .asks()
          .get(REPORT + "?group_by=tag")
          .then()
          .body("data.name", contains("b", "a", null))
          .body("data.incidents", contains(2, 1, 1));
      alice
          .asks()
          .get(REPORT + "?group_by=impact")
          .then()
          .body("data.name", contains("high", "low"));
      alice
          .asks()
          .get(REPORT + "?group_by=category&format=csv")
          .then()
          .header("Content-Type", containsString("text/csv"))
          .body(containsString("\"'=Shop\",\"1\",\"0\",\"1\",\"60\",\"120\",\"120\""));
      String key = Grant.key(alice, Grant.of("incident:read").in(shop));
      Person.asks(key)
          .get(REPORT)
          .then()
          .body("together.incidents", equalTo(1))
          .body("data.name", contains(nullValue()));
      alice.asks().get(REPORT + "?from=2999-01-01T00:00:00Z").then().statusCode(400);
      alice.asks().get(REPORT + "?from=2001-01-01T00:00:00Z").then().statusCode(400);
      alice
          .asks()
          .get(REPORT + "?from=2001-01-01T00:00:00Z&to=2001-02-01T00:00:00Z")
          .then()
          .body("data", hasSize(0))
          .body("together.mttr_seconds", nullValue());
    }
  }
}
