package dev.belfry.alerting.trigger;

import static dev.belfry.alerting.trigger.Alarms.check;
import static dev.belfry.alerting.trigger.Alarms.incident;
import static dev.belfry.alerting.trigger.Alarms.made;
import static dev.belfry.alerting.trigger.Alarms.monitor;
import static dev.belfry.alerting.trigger.Alarms.rings;
import static dev.belfry.alerting.trigger.Alarms.role;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import dev.belfry.monitor.Judgement;
import dev.belfry.monitor.MonitorId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Triggers ring whom they should, when they should, and say why where they do not. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class TriggerTest extends AlarmScene {
  @Inject Judgement judgement;

  @Test
  void ringsAtOnceAndTellsTheEndToWhomItRang() throws SQLException {
    trigger("'on':{'events':['monitor.down'],'kinds':['http']}");
    String monitor = down("");
    assertEquals(List.of("monitor.down 1"), after(0));
    check(alice, monitor);
    assertEquals(List.of(), after(60), "once");
    site.answers(200);
    check(alice, monitor);
    assertEquals(List.of("monitor.up 1"), after(0));
    site.answers(500);
    check(alice, monitor);
    assertEquals(List.of("monitor.down 1"), after(0), "and again the next time");
  }

  @Test
  void whatIsOverBeforeIsNeverRung() throws SQLException {
    trigger("'after_seconds':300");
    String monitor = down("");
    assertEquals(List.of(), after(200));
    site.answers(200);
    check(alice, monitor);
    assertEquals(List.of(), after(600), "neither the alarm nor its end");
    JsonPath told = rings(alice, incident(alice, monitor));
    assertEquals("over_before", told.getString("data[0].reason"));
    assertEquals(false, told.getBoolean("data[0].rang"));
  }

  @Test
  void whatLastsIsRungAgainUntilSomebodyAcknowledges() throws SQLException {
    trigger("'after_seconds':60,'repeat_seconds':120,'most_repeats':5");
    String monitor = down("");
    assertEquals(List.of(), after(59));
    assertEquals(List.of("incident.created 1"), after(1));
    assertEquals(List.of("incident.created 2"), after(120));
    assertEquals(List.of("incident.created 3"), after(245), "two that were due ring once");
    String incident = incident(alice, monitor);
    acknowledge(incident);
    assertEquals(List.of(), after(600));
    assertNotNull(rings(alice, incident).getString("data[0].acknowledged_at"));
    site.answers(200);
    check(alice, monitor);
    assertEquals(List.of("incident.resolved 3"), after(0));
  }

  @Test
  void whatIsAcknowledgedBeforeIsNotRung() throws SQLException {
    trigger("'after_seconds':60");
    String incident = incident(alice, down(""));
    acknowledge(incident);
    assertEquals(List.of(), after(600));
    assertEquals("acknowledged_before", rings(alice, incident).getString("data[0].reason"));
  }

  @Test
  void oneThatIsResolvedByHandIsOver() throws SQLException {
    trigger("'on':{'events':['monitor.down']},'repeat_seconds':60");
    String incident = incident(alice, down(""));
    assertEquals(List.of("monitor.down 1"), after(0));
    alice.asks().post("/v1/incidents/" + incident + "/resolve").then().statusCode(200);
    assertEquals(List.of("incident.resolved 1"), after(0));
    assertEquals(List.of(), after(600));
  }

  @Test
  void outsideOfItsHoursItHoldsOrDrops() throws SQLException {
    int hour = clock.instant().atOffset(ZoneOffset.UTC).getHour();
    String window = "'hours':{'windows':[{'from':'%02d:00','to':'%02d:00'}],'outside':'%s'}";
    String held = window.formatted((hour + 2) % 24, (hour + 3) % 24, "hold");
    trigger(held);
    String dropped =
        made(alice, "triggers", body(window.formatted((hour + 2) % 24, (hour + 3) % 24, "drop")));
    String incident = incident(alice, down(""));
    assertEquals(List.of(), after(3_599));
    JsonPath told = rings(alice, incident);
    assertEquals(
        "outside_hours", told.getString("data.find{it.trigger_id=='" + dropped + "'}.reason"));
    assertEquals(List.of("incident.created 1"), after(3_601));
    assertEquals(List.of(), after(86_400));
  }

  /** Each of those that did not ring says why. */
  @Test
  void saysOfEachTriggerWhyItDidNotRing() throws SQLException {
    String category = made(alice, "categories", "{'name':'Shop'}");
    String[][] expected = {
      {"'on':{'kinds':['ssl']}", "not_matched kinds"},
      {"'on':{'tags':['other']}", "not_matched tags"},
      {"'on':{'category_ids':['" + category + "']}", "not_matched category_ids"},
      {"'on':{'impacts':['low']}", "not_matched impacts"},
      {"'on':{'events':['monitor.degraded']}", "not_matched events"},
      {"'enabled':false", "disabled null"},
      {"'role_ids':[]", "nobody_to_tell null"}
    };
    List<String> ids = new java.util.ArrayList<>();
    for (String[] one : expected) {
      ids.add(made(alice, "triggers", body(one[0])));
    }
    String incident = incident(alice, down(",'tags':['shop']"));
    String late = trigger("'on':{'tags':['shop']}");
    assertEquals(List.of(), after(0));
    JsonPath told = rings(alice, incident);
    for (int i = 0; i < expected.length; i++) {
      String found = "data.find{it.trigger_id=='" + ids.get(i) + "'}";
      assertEquals(
          expected[i][1],
          told.getString(found + ".reason") + " " + told.getString(found + ".condition"));
    }
    assertEquals("later", told.getString("data.find{it.trigger_id=='" + late + "'}.reason"));
  }

  @Test
  void actsWithinWhatItsMakerMaySeeAndStopsWithHim() throws SQLException {
    String category = made(alice, "categories", "{'name':'Shop'}");
    String narrow =
        key("'incident:read','monitor:read','trigger:*','notification_role:read'", category);
    String trigger = limited(narrow, "{'name':'narrow','role_ids':[]}", 201);
    limited(narrow, "{'name':'x','role_ids':['" + role + "']}", 422);
    limited(narrow, "{'name':'x','on':{'category_ids':['" + other() + "']}}", 422);
    String outside = incident(alice, down(""));
    assertEquals(
        "out_of_reach",
        rings(alice, outside).getString("data.find{it.trigger_id=='" + trigger + "'}.reason"));
    rows.change(
        "update access_key set revoked_at = now() where account_id = ?", alice.account().uuid());
    String inside = incident(alice, down(",'category_id':'" + category + "'"));
    assertEquals(
        "owner_lost_right",
        rings(alice, inside).getString("data.find{it.trigger_id=='" + trigger + "'}.reason"));
    assertEquals("owner_lost_right", alice.asks().get("/v1/triggers/" + trigger).path("stopped"));
  }

  @Test
  void newsOfKeysRingToo() throws SQLException {
    trigger("'on':{'events':['key.flagged']}");
    Person bob = house.member(alice, "bob", "trigger:create", "monitor:read", "incident:read");
    Alarms.post(bob, "triggers", "{'name':'x','on':{'events':['key.flagged']}}").statusCode(403);
    assertEquals(List.of(), after(0));
  }

  @Test
  void twoThatLookAtTheSameMomentRingOnce() throws Exception {
    trigger("'after_seconds':60");
    down("");
    clock.advanceSeconds(60);
    try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
      List<java.util.concurrent.Future<Integer>> both =
          threads.invokeAll(java.util.Collections.nCopies(8, rings::runDue));
      for (var one : both) {
        one.get();
      }
    }
    assertEquals(List.of("incident.created 1"), after(0));
  }

  @Test
  void whatIsOverdueIsOverWhenItIsLookedAtAgain() throws SQLException {
    trigger("'on':{'events':['monitor.overdue']},'repeat_seconds':3600,'most_repeats':1");
    site.answers(200);
    String monitor = monitor(alice, site, "");
    check(alice, monitor);
    clock.advanceSeconds(900);
    assertTrue(judgement.overdue(alice.account(), MonitorId.fromString(monitor), clock.instant()));
    assertEquals(List.of("monitor.overdue 1"), after(0));
    assertEquals(List.of("monitor.overdue 2"), after(3_600));
    check(alice, monitor);
    assertEquals(List.of("monitor.looked_at 2"), after(0));
    assertEquals(List.of(), after(7_200));
  }

  @Test
  void aMonitorThatIsPausedOrDeletedRingsNoMore() throws SQLException {
    trigger("'on':{'events':['monitor.down']},'repeat_seconds':60");
    String paused = down("");
    assertEquals(List.of("monitor.down 1"), after(0));
    alice.asks().body("{}").post("/v1/monitors/" + paused + "/pause").then().statusCode(200);
    assertEquals(List.of("incident.resolved 1"), after(600));
    String deleted = down("");
    assertEquals(List.of("monitor.down 1"), after(0));
    alice.asks().delete("/v1/monitors/" + deleted).then().statusCode(204);
    assertEquals(List.of("incident.resolved 1"), after(600));
    assertNull(
        rows.select(
                "select due_at from alerting_ring where account_id = ? and due_at is not null union all select null",
                alice.account().uuid())
            .getFirst());
  }

  private String other() {
    return made(alice, "categories", "{'name':'Other'}");
  }

  private String key(String scopes, String category) {
    return Alarms.post(
            alice,
            "keys",
            "{'name':'k','grants':[{'scopes':["
                + scopes
                + "],'categories':['"
                + category
                + "'],'groups':'ALL'}]}")
        .statusCode(201)
        .extract()
        .path("key");
  }

  private static String limited(String key, String json, int status) {
    return Person.asks(key)
        .body(json.replace('\'', '"'))
        .post("/v1/triggers")
        .then()
        .statusCode(status)
        .extract()
        .path("id");
  }
}
