package dev.belfry.bulk;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Grant;
import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.monitor.pause.Ends;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many monitors are changed as each would be alone, and nothing else is. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class MassChangeTest {
  @Inject House house;
  @Inject Ends ends;
  @Inject TestClock clock;
  private Person alice;
  private Changes change;

  @BeforeEach
  void anAccount() {
    alice = house.alice();
    change = new Changes(alice);
  }

  @Test
  void pausesByTagForAWhileAndResumesByItself() throws SQLException {
    change.monitor("'name':'One','tags':['shop']");
    change.monitor("'name':'Two','tags':['shop','eu']");
    change.monitor("'name':'Other'");
    change
        .bulk("{'action':'pause','filter':{'tag':'shop'},'for_seconds':300}")
        .statusCode(200)
        .body("matched", equalTo(2))
        .body("changed", equalTo(2))
        .body("refused", equalTo(0));
    assertEquals(List.of("One", "Two"), change.names("status=paused&sort=name"));
    change
        .bulk("{'action':'pause','filter':{'tag':'shop'},'for_seconds':300}")
        .body("changed", equalTo(0))
        .body("unchanged", equalTo(2));
    clock.advanceSeconds(300);
    ends.runDue();
    assertEquals(List.of(), change.names("status=paused"));
  }

  @Test
  void changesTagsAndDeletes() {
    change.monitor("'name':'One','tags':['a']");
    change.monitor("'name':'Two'");
    change.bulk("{'action':'tag','all':true,'tags':['a','b']}").body("changed", equalTo(2));
    change.bulk("{'action':'untag','all':true,'tags':['a']}").body("changed", equalTo(2));
    assertEquals(List.of("One", "Two"), change.names("tag=b&sort=name"));
    assertEquals(List.of(), change.names("tag=a"));
    change
        .bulk(
            "{'action':'update','filter':{'q':'one'},'changes':{'interval_seconds':300,'thresholds':{'degraded_ms':50}}}")
        .body("changed", equalTo(1));
    alice
        .asks()
        .get("/v1/monitors?q=one")
        .then()
        .body("data[0].interval_seconds", equalTo(300))
        .body("data[0].thresholds.degraded_ms", equalTo(50));
    change
        .bulk("{'action':'update','filter':{'q':'one'},'changes':{'interval_seconds':300}}")
        .body("unchanged", equalTo(1));
    change
        .bulk("{'action':'update','all':true,'changes':{'interval_seconds':1,'colour':'red'}}")
        .statusCode(200)
        .body("changed", equalTo(0))
        .body("refused", equalTo(2))
        .body("refusals[0].errors.pointer", containsInAnyOrder("/interval_seconds", "/colour"));
    change.bulk("{'action':'delete','filter':{'tag':'b'}}").body("changed", equalTo(2));
    alice.asks().get("/v1/account").then().body("usage.monitors.used", equalTo(0));
  }

  @Test
  void anEditCanBeTriedAndIsTakenBack() {
    change.monitor("'name':'One','tags':['a']");
    change.monitor("'name':'Two','interval_seconds':300");
    String job =
        alice
            .asks()
            .body(Json.of("{'name':'Job','type':'heartbeat','period_seconds':60}"))
            .post("/v1/monitors")
            .path("id");
    change
        .bulk(
            "{'action':'update','filter':{'type':'http'},'dry_run':true,'changes':{'interval_seconds':300}}")
        .statusCode(200)
        .body("changed", equalTo(1))
        .body("unchanged", equalTo(1));
    change
        .bulk("{'action':'update','all':true,'dry_run':true,'changes':{'interval_seconds':1}}")
        .body("changed", equalTo(0))
        .body("refused", equalTo(3))
        .body("refusals[0].errors.pointer", contains("/interval_seconds"));
    change
        .bulk("{'action':'tag','filter':{'type':'http'},'dry_run':true,'tags':['a']}")
        .body("changed", equalTo(1))
        .body("unchanged", equalTo(1));
    alice.asks().get("/v1/activity?action=monitor.updated").then().body("data", hasSize(0));
    assertEquals(List.of("One"), change.names("tag=a"));
    change
        .bulk("{'action':'check','all':true,'dry_run':true}")
        .body("changed", equalTo(2))
        .body("unchanged", equalTo(1));
    change
        .bulk("{'action':'check','ids':['" + job + "'],'dry_run':true}")
        .body("refused", equalTo(1))
        .body("refusals[0].code", equalTo("reports_by_itself"));
  }

  @Test
  void aDeleteCanBeSeenBeforeAndGuarded() {
    change.monitor("'name':'One','tags':['old']");
    change.monitor("'name':'Two','tags':['old']");
    change
        .bulk("{'action':'delete','filter':{'tag':'old'},'dry_run':true}")
        .statusCode(200)
        .body("dry_run", equalTo(true))
        .body("matched", equalTo(2))
        .body("changed", equalTo(2));
    change
        .bulk("{'action':'delete','filter':{'tag':'old'},'expected_count':1}")
        .statusCode(409)
        .body("code", equalTo("count_mismatch"));
    assertEquals(List.of("One", "Two"), change.names("sort=name"));
    change.bulk("{'action':'delete','filter':{'tag':'old'},'expected_count':2}").statusCode(200);
    assertEquals(List.of(), change.names("sort=name"));
  }

  @Test
  void whatIsNotSeenIsNotMatchedAndWhatMayNotBeChangedIsNamed() {
    String shop = category("Shop");
    String back = category("Back");
    String mine = change.monitor("'name':'Mine','category_id':'" + shop + "'");
    String seen = change.monitor("'name':'Seen','category_id':'" + back + "'");
    String hidden = change.monitor("'name':'Hidden'");
    String key =
        Grant.key(
            alice,
            Grant.of("monitor:read").in(shop, back),
            Grant.of("monitor:pause", "monitor:delete").in(shop));
    Person.asks(key)
        .body(Json.of("{'action':'delete','all':true,'dry_run':true}"))
        .post(Changes.PATH)
        .then()
        .statusCode(200)
        .body("matched", equalTo(2))
        .body("changed", equalTo(1))
        .body("refusals.id", contains(seen));
    Person.asks(key)
        .body(
            Json.of(
                "{'action':'pause','ids':['"
                    + String.join("','", mine, seen, hidden, mine)
                    + "']}"))
        .post(Changes.PATH)
        .then()
        .statusCode(200)
        .body("matched", equalTo(2))
        .body("changed", equalTo(1))
        .body("refusals.id", containsInAnyOrder(seen, hidden))
        .body("refusals.code", containsInAnyOrder("insufficient_scope", "not_found"));
    Person.asks(key)
        .body(Json.of("{'action':'update','all':true,'changes':{'name':'x'}}"))
        .post(Changes.PATH)
        .then()
        .statusCode(403);
    assertEquals(List.of("Mine"), change.names("status=paused"));
  }

  @Test
  void everythingThatContradictsItselfIsNamed() {
    change.bulk("{'action':'delete'}").statusCode(422).body("errors.code", contains("one_of"));
    change
        .bulk("{'action':'delete','filter':{}}")
        .statusCode(422)
        .body("errors.pointer", contains("/filter"));
    change.bulk("{'action':'delete','all':false}").statusCode(422);
    change.bulk("{'action':'delete','all':true,'ids':['mon_1']}").statusCode(422);
    change
        .bulk("{'action':'pause','all':true,'changes':{},'tags':['a'],'wait_seconds':5}")
        .statusCode(422)
        .body("errors.pointer", hasItems("/changes", "/tags", "/wait_seconds"));
    change
        .bulk("{'action':'update','all':true}")
        .statusCode(422)
        .body("errors.pointer", hasItem("/changes"));
    change
        .bulk("{'action':'tag','all':true,'for_seconds':1}")
        .statusCode(422)
        .body("errors.pointer", hasItems("/tags", "/for_seconds"));
    change
        .bulk("{'action':'explode','all':true}")
        .statusCode(422)
        .body("errors.pointer", contains("/action"));
    change
        .bulk("{'action':'pause','filter':{'status':'fine','colour':1}}")
        .statusCode(422)
        .body("errors.pointer", containsInAnyOrder("/filter/status", "/filter/colour"));
    change.bulk("{'all':true}").statusCode(422).body("errors.pointer", contains("/action"));
  }

  @Test
  void whoeverWantsToHearsHowFarItIs() {
    for (int i = 0; i < 60; i++) {
      change.monitor("'name':'M" + i + "'");
    }
    String lines =
        alice
            .asks()
            .body(Json.of("{'action':'pause','all':true}"))
            .post(Changes.PATH + "?progress=true")
            .then()
            .statusCode(200)
            .contentType("application/x-ndjson")
            .body(containsString("\"done\":50,\"total\":60"))
            .extract()
            .asString();
    String[] all = lines.split("\n");
    assertTrue(all[all.length - 1].contains("\"changed\":60"), lines);
    alice
        .asks()
        .header("Idempotency-Key", "once")
        .body(Json.of("{'action':'pause','all':true}"))
        .post(Changes.PATH + "?progress=true")
        .then()
        .statusCode(400);
  }

  @Test
  void otherAccountsAreNotThere() {
    String theirs = change.monitor("'name':'Theirs'");
    house
        .mallory()
        .asks()
        .body(Json.of("{'action':'delete','ids':['" + theirs + "']}"))
        .post(Changes.PATH)
        .then()
        .statusCode(200)
        .body("matched", equalTo(0))
        .body("refusals.code", contains("not_found"))
        .body("passed", nullValue());
    assertEquals(List.of("Theirs"), change.names("sort=name"));
  }

  private String category(String name) {
    return alice
        .asks()
        .body(Json.of("{'name':'" + name + "'}"))
        .post("/v1/categories")
        .then()
        .extract()
        .path("id");
  }
}
