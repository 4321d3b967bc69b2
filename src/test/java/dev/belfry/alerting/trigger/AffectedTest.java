package dev.belfry.alerting.trigger;

import static dev.belfry.alerting.trigger.Alarms.check;
import static dev.belfry.alerting.trigger.Alarms.heard;
import static dev.belfry.alerting.trigger.Alarms.made;
import static dev.belfry.alerting.trigger.Alarms.monitor;
import static dev.belfry.alerting.trigger.Alarms.post;
import static dev.belfry.alerting.trigger.Alarms.rings;
import static dev.belfry.alerting.trigger.Alarms.role;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Site;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.notify.Desk;
import dev.belfry.notify.Receiver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What triggers ask of monitors holds for incidents where it holds for one that they concern. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class AffectedTest {
  @Inject House house;
  @Inject Desk desk;
  @Inject Rings rings;
  @Inject TestClock clock;

  private Person alice;
  private Receiver receiver;
  private Site site;
  private String role;

  @BeforeEach
  void arrange() {
    alice = house.alice();
    receiver = new Receiver();
    site = new Site();
    role = role(alice, receiver);
  }

  @AfterEach
  void close() {
    receiver.close();
    site.close();
  }

  @Test
  void oneOfTheMonitorsThatAPersonNamedIsEnough() throws SQLException {
    Instant from = clock.instant().minusSeconds(5);
    String bank = monitor(alice, site, ",'tags':['bank']");
    String shop = monitor(alice, site, ",'tags':['shop']");
    Map<String, String> expected = new TreeMap<>();
    expected.put("'monitor_ids':['" + shop + "']", "rang");
    expected.put("'tags':['shop','x']", "rang");
    expected.put("'kinds':['http']", "rang");
    expected.put("'statuses':['pending'],'tags':['shop']", "rang");
    expected.put("'kinds':['ssl']", "kinds");
    expected.put("'monitor_ids':['" + monitor(alice, site, "") + "']", "monitor_ids");
    expected.put("'tags':['x']", "tags");
    expected.put("'tags':['shop'],'monitor_ids':['" + bank + "']", "tags");
    expected.put("'statuses':['down'],'tags':['shop']", "statuses");
    Map<String, String> ids = new TreeMap<>();
    expected.keySet().forEach(on -> ids.put(on, trigger(on)));
    String incident = incident("'affected':['" + bank + "','" + shop + "']");
    String late = trigger("'tags':['shop']");
    assertEquals(Collections.nCopies(4, "incident.created 1"), told());
    JsonPath report = rings(alice, incident);
    expected.forEach(
        (on, outcome) ->
            assertEquals(outcome, outcome(report, Objects.requireNonNull(ids.get(on))), on));
    assertEquals("later", outcome(report, late));
    clock.advanceSeconds(5);
    expected.forEach(
        (on, outcome) ->
            post(
                    alice,
                    "triggers/simulate",
                    "{'from':'%s','trigger':{'name':'t','role_ids':['%s'],'on':{%s}}}"
                        .formatted(from, role, on))
                .statusCode(200)
                .body("matched", equalTo(outcome.equals("rang") ? 1 : 0)));
  }

  @Test
  void oneThatJoinedAnIncidentCountsToo() throws SQLException {
    alice
        .asks()
        .body("{\"by\":\"tag\",\"window_seconds\":300}")
        .put("/v1/incidents/grouping")
        .then()
        .statusCode(200);
    String first = monitor(alice, site, ",'tags':['all']");
    String second = monitor(alice, site, ",'tags':['all','db']");
    trigger("'events':['incident.updated'],'tags':['db']");
    site.answers(500);
    check(alice, first);
    assertEquals(List.of(), told());
    check(alice, second);
    assertEquals(List.of("incident.updated 1"), told());
  }

  @Test
  void aTriggerLearnsNothingOfMonitorsThatItDoesNotReach() throws SQLException {
    String shop = made(alice, "categories", "{'name':'Shop'}");
    String narrow =
        post(
                alice,
                "keys",
                "{'name':'k','grants':[{'scopes':['incident:read','trigger:*'],'categories':['"
                    + shop
                    + "'],'groups':'ALL'}]}")
            .statusCode(201)
            .extract()
            .path("key");
    String trigger =
        Person.asks(narrow)
            .body("{\"name\":\"n\",\"on\":{\"tags\":[\"secret\"]}}")
            .post("/v1/triggers")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    String elsewhere = monitor(alice, site, ",'tags':['secret']");
    String here = monitor(alice, site, ",'tags':['secret'],'category_id':'" + shop + "'");
    String place = "'category_id':'" + shop + "','affected':['";
    assertEquals("tags", outcome(rings(alice, incident(place + elsewhere + "']")), trigger));
    assertEquals("nobody_to_tell", outcome(rings(alice, incident(place + here + "']")), trigger));
  }

  private String trigger(String on) {
    return made(alice, "triggers", "{'name':'t','role_ids':['" + role + "'],'on':{" + on + "}}");
  }

  private String incident(String fields) {
    return made(alice, "incidents", "{'title':'Payments are slow'," + fields + "}");
  }

  private List<String> told() throws SQLException {
    rings.runDue();
    desk.runDue();
    return heard(receiver);
  }

  /** That it rang, or the condition that did not hold, or why else it did not. */
  private static String outcome(JsonPath report, String trigger) {
    String found = "data.find{it.trigger_id=='" + trigger + "'}";
    String condition = report.getString(found + ".condition");
    return report.getBoolean(found + ".rang")
        ? "rang"
        : condition == null ? report.getString(found + ".reason") : condition;
  }
}
