package dev.belfry.alerting.trigger;

import static dev.belfry.alerting.trigger.Alarms.check;
import static dev.belfry.alerting.trigger.Alarms.made;
import static dev.belfry.alerting.trigger.Alarms.monitor;
import static dev.belfry.alerting.trigger.Alarms.post;
import static dev.belfry.alerting.trigger.Alarms.role;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.Site;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.notify.Receiver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Triggers, roles, escalations and rotas as people edit them; mass changes and the simulator. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class TriggerApiTest {
  @Inject House house;
  @Inject Rows rows;
  @Inject TestClock clock;

  private Person alice;
  private Receiver receiver;

  @BeforeEach
  void arrange() {
    alice = house.alice();
    receiver = new Receiver();
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void everythingThatIsWrongIsNamed() {
    post(
            alice,
            "triggers",
            "{'name':' ','after_seconds':-1,'most_repeats':0,'hours':{'windows':[{'from':'8','to':'25:00'}]}}")
        .statusCode(422)
        .body(
            "errors.pointer",
            containsInAnyOrder(
                "/name",
                "/after_seconds",
                "/most_repeats",
                "/hours/windows/0/from",
                "/hours/windows/0/to"));
    post(
            alice,
            "triggers",
            """
            {'name':'t','on':{'kinds':['smoke'],'monitor_ids':['mon_01k00000000000000000000000'],
            'category_ids':['cat_01k00000000000000000000000'],'group_ids':['grp_01k00000000000000000000000']},
            'most_repeats':3,'hours':{'windows':[{'from':'08:00','to':'09:00'}],'time_zone':'Mars/Base'},
            'role_ids':['nrol_01k00000000000000000000000'],'escalation_id':'esc_01k00000000000000000000000'}""")
        .statusCode(422)
        .body(
            "errors.pointer",
            containsInAnyOrder(
                "/on/kinds/0",
                "/on/monitor_ids/0",
                "/on/category_ids/0",
                "/on/group_ids/0",
                "/most_repeats",
                "/hours/time_zone",
                "/role_ids/0",
                "/escalation_id"));
    post(alice, "triggers", "{'name':'t','on':{'events':['monitor.sideways']}}")
        .statusCode(422)
        .body("errors.pointer", contains("/on/events/0"));
    post(
            alice,
            "rotas",
            """
            {'name':'r','time_zone':'Mars/Base','layers':[{'rotation':'custom','starts_on':'2026-01-01',
            'members':[{'member_id':'mem_01k00000000000000000000000'}]}],
            'overrides':[{'member_id':'mem_01k00000000000000000000000','layer':2,
            'from':'2026-01-02T00:00:00Z','to':'2026-01-01T00:00:00Z'}]}""")
        .statusCode(422)
        .body(
            "errors.pointer",
            containsInAnyOrder(
                "/time_zone",
                "/layers/0/days",
                "/layers/0/members/0/member_id",
                "/overrides/0/member_id",
                "/overrides/0/to",
                "/overrides/0/layer"));
  }

  @Test
  void whatIsNamedIsNotDeletedAndEditsCompareVersions() {
    String role = role(alice, receiver);
    String trigger =
        made(alice, "triggers", "{'name':'t','repeat_seconds':60,'role_ids':['" + role + "']}");
    alice.asks().delete("/v1/notification-roles/" + role).then().statusCode(409);
    String tag = alice.asks().get("/v1/triggers/" + trigger).header("ETag");
    patch(trigger, "{\"description\":\"d\"}", tag).statusCode(200);
    patch(trigger, "{\"description\":\"e\"}", tag).statusCode(412);
    patch(trigger, "{\"role_ids\":null,\"name\":\"u\"}", "*")
        .statusCode(200)
        .body("role_ids", hasSize(0))
        .body("name", equalTo("u"))
        .body("description", equalTo("d"))
        .body("repeat_seconds", equalTo(60));
    alice.asks().delete("/v1/notification-roles/" + role).then().statusCode(204);
    alice.asks().delete("/v1/triggers/" + trigger).then().statusCode(204);
    alice.asks().get("/v1/triggers/" + trigger).then().statusCode(404);
    alice
        .asks()
        .get("/v1/activity?object_id=" + trigger)
        .then()
        .body(
            "data.action",
            contains("trigger.deleted", "trigger.updated", "trigger.updated", "trigger.created"));
  }

  @Test
  void rolesOfAllTriggersChangeAtOnce() {
    String old = role(alice, receiver);
    String young = role(alice, receiver);
    for (int i = 0; i < 3; i++) {
      made(alice, "triggers", "{'name':'t" + i + "','role_ids':['" + old + "']}");
    }
    made(alice, "triggers", "{'name':'other'}");
    String change =
        "'filter':{'role_id':'%s'},'add':['%s'],'remove':['%s']".formatted(old, young, old);
    post(alice, "triggers/roles", "{" + change + ",'dry_run':true}")
        .statusCode(200)
        .body("matched", equalTo(3))
        .body("changed", equalTo(3));
    post(alice, "triggers/roles", "{" + change + "}").statusCode(200).body("changed", equalTo(3));
    post(alice, "triggers/roles", "{" + change + "}").statusCode(200).body("matched", equalTo(0));
    post(alice, "triggers/roles", "{'all':true,'replace':['" + young + "']}")
        .statusCode(200)
        .body("changed", equalTo(1))
        .body("unchanged", equalTo(3));
    post(alice, "triggers/roles", "{'replace':['" + young + "']}").statusCode(422);
    post(alice, "triggers/roles", "{'all':true,'add':['" + young + "'],'replace':[]}")
        .statusCode(422);
    post(alice, "triggers/roles", "{'all':true,'add':['nrol_01k00000000000000000000000']}")
        .statusCode(422)
        .body("errors.pointer", contains("/add/0"));
    post(house.mallory(), "triggers/roles", "{'all':true,'replace':[]}")
        .statusCode(200)
        .body("matched", equalTo(0));
  }

  @Test
  void aMassChangeWidensNobodysReach() {
    String category = made(alice, "categories", "{'name':'Shop'}");
    String key =
        post(
                alice,
                "keys",
                "{'name':'k','grants':[{'scopes':['incident:read','trigger:*'],'categories':['"
                    + category
                    + "'],'groups':'ALL'}]}")
            .extract()
            .path("key");
    String narrow = Person.asks(key).body("{\"name\":\"narrow\"}").post("/v1/triggers").path("id");
    String role = role(alice, receiver);
    post(alice, "triggers/roles", "{'all':true,'add':['" + role + "']}")
        .body("changed", equalTo(1));
    alice
        .asks()
        .get("/v1/triggers/" + narrow)
        .then()
        .body("role_ids", contains(role))
        .body("reach[0].categories", contains(category));
  }

  @Test
  void theSimulatorSaysWhatWouldHaveRung() {
    String role = role(alice, receiver);
    Instant from = clock.instant().minusSeconds(5);
    try (Site site = new Site()) {
      site.answers(500);
      String monitor = monitor(alice, site, ",'tags':['shop']");
      check(alice, monitor);
      clock.advanceSeconds(250);
      site.answers(200);
      check(alice, monitor);
      clock.advanceSeconds(250);
      Map<String, String> before = rows.snapshot(alice.account());
      String asked =
          "{'from':'" + from + "','trigger':{'name':'t','role_ids':['" + role + "'],%s}}";
      post(
              alice,
              "triggers/simulate",
              asked.formatted(
                  "'on':{'tags':['shop'],'events':['incident.created','incident.updated']},"
                      + "'after_seconds':60,'repeat_seconds':90"))
          .statusCode(200)
          .body("incidents", equalTo(1))
          .body("matched", equalTo(1))
          .body("not_replayed", empty())
          .body("rings.why", contains("first", "repeat", "repeat", "resolved"))
          .body("rings[0].to", hasSize(1));
      post(alice, "triggers/simulate", asked.formatted("'after_seconds':300"))
          .body("rings", hasSize(0));
      post(alice, "triggers/simulate", asked.formatted("'on':{'tags':['other']}"))
          .body("rings", hasSize(0));
      post(alice, "triggers/simulate", "{'from':'2020-01-01T00:00:00Z','trigger':{'name':'t'}}")
          .statusCode(422)
          .body("errors.pointer", contains("/to"));
      assertEquals(before, rows.snapshot(alice.account()), "nothing is changed");
    }
  }

  @Test
  void aRotaSaysWhoIsOnCall() {
    String bob = member(house.member(alice, "bob", "monitor:read"));
    String ann = member(alice);
    String rota =
        made(
            alice,
            "rotas",
            """
            {'name':'first line','time_zone':'Europe/Berlin','layers':[{'rotation':'weekly','hand_over':'09:00',
            'starts_on':'2026-10-19','members':[{'member_id':'%s'},{'member_id':'%s'}]}],
            'overrides':[{'member_id':'%s','from':'2026-10-20T00:00:00Z','to':'2026-10-20T12:00:00Z'}]}"""
                .formatted(ann, bob, bob));
    onCall(rota, "2026-10-19T07:00:00Z").body("on_call[0].member_id", equalTo(ann));
    onCall(rota, "2026-10-20T11:59:59Z")
        .body("on_call[0].member_id", equalTo(bob))
        .body("on_call[0].override", equalTo(true));
    onCall(rota, "2026-10-26T07:59:59Z").body("on_call[0].member_id", equalTo(ann));
    onCall(rota, "2026-10-26T08:00:00Z").body("on_call[0].member_id", equalTo(bob));
    onCall(rota, "2026-10-19T06:59:59Z").body("on_call", hasSize(0));
    alice
        .asks()
        .get("/v1/rotas/" + rota + "/schedule?from=2026-10-19T07:00:00Z&to=2026-10-27T00:00:00Z")
        .then()
        .statusCode(200)
        .body("data.member_id", contains(ann, bob, ann, bob));
    alice
        .asks()
        .get("/v1/rotas/" + rota + "/schedule?from=2026-01-01T00:00:00Z&to=2027-01-01T00:00:00Z")
        .then()
        .statusCode(400);
  }

  private io.restassured.response.ValidatableResponse onCall(String rota, String at) {
    return alice.asks().get("/v1/rotas/" + rota + "/on-call?at=" + at).then().statusCode(200);
  }

  private static String member(Person person) {
    return person.founder().member().text();
  }

  private io.restassured.response.ValidatableResponse patch(
      String trigger, String json, String tag) {
    return alice
        .asks()
        .contentType("application/merge-patch+json")
        .header("If-Match", tag)
        .body(json)
        .patch("/v1/triggers/" + trigger)
        .then();
  }
}
