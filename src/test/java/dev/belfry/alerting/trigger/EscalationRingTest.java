package dev.belfry.alerting.trigger;

import static dev.belfry.alerting.trigger.Alarms.check;
import static dev.belfry.alerting.trigger.Alarms.heard;
import static dev.belfry.alerting.trigger.Alarms.incident;
import static dev.belfry.alerting.trigger.Alarms.made;
import static dev.belfry.alerting.trigger.Alarms.role;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.TestDatabase;
import dev.belfry.notify.Receiver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Whom escalations and rotas ring, one after the other, and what ends that. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class EscalationRingTest extends AlarmScene {
  @Test
  void escalationsGoOnFromStepToStep() throws SQLException {
    try (Receiver boss = new Receiver()) {
      String second = role(alice, boss);
      String escalation =
          made(
              alice,
              "escalations",
              "{'name':'to the boss','steps':[{'after_seconds':300,'role_ids':['"
                  + second
                  + "']}],'repeat':1,'repeat_after_seconds':600}");
      trigger("'escalation_id':'" + escalation + "'");
      String incident = incident(alice, down(""));
      assertEquals(List.of("incident.created 1"), after(0));
      assertEquals("running 0 1", state(incident));
      after(300);
      assertEquals(List.of("incident.created 2"), heard(boss));
      assertEquals("running 1 1", state(incident));
      assertEquals(List.of(), after(899));
      assertEquals(List.of(), heard(boss));
      after(1);
      assertEquals(List.of("incident.created 3"), heard(boss));
      assertEquals("exhausted 1 2", state(incident));
      alice.asks().post("/v1/incidents/" + incident + "/resolve").then().statusCode(200);
      assertEquals(List.of("incident.resolved 3"), after(0));
      assertEquals(List.of("incident.resolved 3"), heard(boss));
      assertEquals("over 1 2", state(incident));
    }
  }

  /** By the endpoint that people use. */
  @Test
  void whoeverAcknowledgesStopsTheStepsAndTakingItBackGoesOnWithThem() throws SQLException {
    try (Receiver boss = new Receiver()) {
      String escalation =
          made(
              alice,
              "escalations",
              "{'name':'to the boss','steps':[{'after_seconds':300,'role_ids':['"
                  + role(alice, boss)
                  + "']}],'repeat':3,'repeat_after_seconds':600}");
      trigger("'escalation_id':'" + escalation + "'");
      String monitor = down("");
      String incident = incident(alice, monitor);
      assertEquals(List.of("incident.created 1"), after(0));
      acknowledge(incident);
      assertEquals(List.of(), after(3_600));
      assertEquals(List.of(), heard(boss));
      assertEquals("acknowledged 0 1", state(incident));
      alice.asks().post("/v1/incidents/" + incident + "/unacknowledge").then().statusCode(200);
      after(0);
      assertEquals(List.of("incident.created 2"), heard(boss));
      acknowledge(incident);
      after(3_600);
      assertEquals(List.of(), heard(boss));
      site.answers(200);
      check(alice, monitor);
      assertEquals(List.of("incident.resolved 2"), after(0), "whoever was rung hears of the end");
      assertEquals(List.of("incident.resolved 2"), heard(boss));
    }
  }

  @Test
  void whoeverIsOnCallIsRungByHisChannels() throws SQLException {
    try (Receiver phone = new Receiver();
        Receiver other = new Receiver()) {
      String bob = house.member(alice, "bob", "monitor:read").founder().member().text();
      String rota =
          made(
              alice,
              "rotas",
              """
              {'name':'first line','layers':[{'rotation':'weekly','starts_on':'2020-01-06','members':[
              {'member_id':'%s','channel_ids':['%s']}]}],'overrides':[{'member_id':'%s','channel_ids':['%s'],
              'from':'%s','to':'%s'}]}"""
                  .formatted(
                      alice.founder().member().text(),
                      channel(phone),
                      bob,
                      channel(other),
                      clock.instant().plusSeconds(3_000),
                      clock.instant().plusSeconds(9_000)));
      String onCall =
          made(
              alice,
              "notification-roles",
              "{'name':'on call','rota_id':'" + rota + "','rota_layer':1}");
      trigger("'role_ids':['" + onCall + "'],'repeat_seconds':3600,'most_repeats':1");
      down("");
      after(0);
      assertEquals(List.of(1, 0), List.of(heard(phone).size(), heard(other).size()));
      after(3_600);
      assertEquals(List.of(0, 1), List.of(heard(phone).size(), heard(other).size()));
      alice.asks().delete("/v1/rotas/" + rota).then().statusCode(409);
    }
  }

  private String channel(Receiver receiver) {
    return made(
        alice,
        "channels",
        "{'name':'phone','kind':'http','settings':{'url':'" + receiver.url() + "','body':'{}'}}");
  }

  private String state(String incident) {
    JsonPath states =
        alice
            .asks()
            .get("/v1/incidents/" + incident + "/escalation")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    return "%s %d %d"
        .formatted(
            states.getString("data[0].state").toLowerCase(Locale.ROOT),
            states.getInt("data[0].step"),
            states.getInt("data[0].round"));
  }
}
