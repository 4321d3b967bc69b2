package dev.belfry.alerting.trigger;

import static dev.belfry.alerting.trigger.Alarms.role;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.maintenance.Edges;
import dev.belfry.notify.Receiver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the simulator finds in news that were told. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class NewsReplayTest {
  @Inject House house;
  @Inject Edges edges;
  @Inject TestClock clock;
  @Inject Rings rings;

  private static ValidatableResponse simulate(Person person, Instant from, String trigger) {
    return person
        .asks()
        .body(Json.of("{'from':'%s','trigger':{'name':'t',%s}}", from, trigger))
        .post("/v1/triggers/simulate")
        .then()
        .statusCode(200);
  }

  @Test
  void whatWasDegradedWouldHaveRungUntilItWasGoodAgain() {
    Person alice = house.alice();
    try (Receiver receiver = new Receiver()) {
      String roles = "'role_ids':['" + role(alice, receiver) + "'],";
      Instant from = clock.instant();
      String monitor = Edges.monitor(alice, ",'tags':['shop'],'thresholds':{'degraded_ms':500}");
      edges.looks(alice, monitor, "USSSSSU");
      clock.advanceSeconds(60);
      simulate(
              alice,
              from,
              roles + "'on':{'events':['monitor.degraded']},'after_seconds':60,'repeat_seconds':90")
          .body("incidents", equalTo(0))
          .body("matched", equalTo(1))
          .body("not_replayed", empty())
          .body("rings.title", contains("Shop", "Shop", "Shop", "Shop"))
          .body("rings.incident_id[0]", nullValue())
          .body("rings.why", contains("first", "repeat", "repeat", "resolved"))
          .body("rings[3].type", equalTo("monitor.recovered"))
          .body("rings[0].to", hasSize(1));
      simulate(alice, from, roles + "'on':{'events':['monitor.recovered']}")
          .body("rings.why", contains("first"));
      simulate(alice, from, roles + "'on':{'events':['monitor.degraded'],'tags':['other']}")
          .body("matched", equalTo(0));
      simulate(alice, from, roles + "'on':{'events':['monitor.degraded']},'after_seconds':3600")
          .body("rings", hasSize(0));
      // Of what was told before it is not known any more whether it is all.
      simulate(
              alice,
              clock.instant().minusSeconds(31 * 86_400),
              roles + "'on':{'events':['monitor.degraded']}")
          .body("not_replayed", contains("monitor.degraded"));
    }
  }

  @Test
  void updatesOfAnIncidentAreAboutAllThatItConcerns() {
    Person alice = house.alice();
    Instant from = clock.instant();
    String shop = Edges.monitor(alice, ",'tags':['shop']");
    String till = Edges.monitor(alice, ",'tags':['till']");
    String incident =
        Alarms.post(
                alice, "incidents", "{'title':'Both','affected':['%s','%s']}".formatted(shop, till))
            .statusCode(201)
            .extract()
            .path("id");
    clock.advanceSeconds(60);
    Alarms.post(alice, "incidents/" + incident + "/updates", "{'message':'We look at it'}")
        .statusCode(201);
    clock.advanceSeconds(60);
    for (String tag : List.of("shop", "till")) {
      simulate(alice, from, "'on':{'events':['incident.updated'],'tags':['" + tag + "']}")
          .body("not_replayed", empty())
          .body("matched", equalTo(1))
          .body("rings.title", contains("Both"))
          .body("rings.incident_id", contains(incident))
          .body("rings.type", contains("incident.updated"));
    }
    simulate(alice, from, "'on':{'events':['incident.updated'],'tags':['other']}")
        .body("matched", equalTo(0));
    simulate(house.mallory(), from, "'on':{'events':['incident.updated']}")
        .body("matched", equalTo(0));
  }

  /** Those that stand ring by copies of it. */
  @Test
  void whatOtherTriggersRangByIsNoFurtherPieceOfNews() throws SQLException {
    Person alice = house.alice();
    try (Receiver receiver = new Receiver()) {
      String roles = "'role_ids':['" + role(alice, receiver) + "'],";
      String on = roles + "'on':{'events':['monitor.degraded','monitor.recovered']}";
      Alarms.post(alice, "triggers", "{'name':'One'," + on + "}").statusCode(201);
      Alarms.post(alice, "triggers", "{'name':'Two'," + on + "}").statusCode(201);
      Instant from = clock.instant();
      String monitor = Edges.monitor(alice, ",'thresholds':{'degraded_ms':500}");
      edges.looks(alice, monitor, "USSSSSU");
      rings.runDue();
      clock.advanceSeconds(60);
      simulate(alice, from, roles + "'on':{'events':['monitor.degraded']}")
          .body("matched", equalTo(1))
          .body("rings.why", contains("first", "resolved"));
      simulate(alice, from, roles + "'on':{'events':['monitor.recovered']}")
          .body("matched", equalTo(1))
          .body("rings.why", contains("first"));
    }
  }

  @Test
  void nobodyHearsOfNewsThatAreNotHis() {
    Person alice = house.alice();
    Instant from = clock.instant();
    String monitor = Edges.monitor(alice, ",'thresholds':{'degraded_ms':500}");
    edges.looks(alice, monitor, "USS");
    clock.advanceSeconds(60);
    String trigger = "'on':{'events':['monitor.degraded']}";
    simulate(alice, from, trigger).body("matched", equalTo(1));
    simulate(house.mallory(), from, trigger).body("matched", equalTo(0));
  }
}
