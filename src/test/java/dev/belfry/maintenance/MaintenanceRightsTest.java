package dev.belfry.maintenance;

import static dev.belfry.maintenance.Edges.category;
import static dev.belfry.maintenance.Edges.monitor;
import static dev.belfry.maintenance.Edges.planned;
import static dev.belfry.maintenance.Edges.shown;
import static dev.belfry.maintenance.Edges.told;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.Grant;
import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may plan, see and end windows, and of what. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class MaintenanceRightsTest {
  @Inject House house;
  @Inject TestClock clock;
  @Inject Edges edges;
  @Inject Rows rows;

  /** The pipeline of one team opens and closes maintenance of its category, and nothing else. */
  @Test
  void aKeyThatMayOnlyOpenAndCloseMaintenanceOfOneCategory() {
    Person alice = house.alice();
    String shop = category(alice, "Shop");
    String bank = category(alice, "Bank");
    String ours = monitor(alice, ",'tags':['web'],'category_id':'" + shop + "'");
    String theirs = monitor(alice, ",'tags':['web'],'category_id':'" + bank + "'");
    String key = Grant.key(alice, Grant.of("maintenance:create", "maintenance:update").in(shop));
    String id =
        Person.asks(key)
            .body(Json.of("{'name':'Deploy','category_ids':['%s']}", shop))
            .post("/v1/maintenance")
            .then()
            .statusCode(201)
            .body("owner_id", notNullValue())
            .extract()
            .path("id");
    edges.runDue();
    shown(alice, ours).body("status", equalTo("maintenance"));
    shown(alice, theirs).body("status", equalTo("pending"));
    for (String beyond :
        List.of(
            "'category_ids':['" + bank + "']",
            "'monitor_ids':['" + theirs + "']",
            "'monitor_ids':['mon_01h455vb4pex5vsknk084sn02q']")) {
      Person.asks(key)
          .body(Json.of("{'name':'x'," + beyond + "}"))
          .post("/v1/maintenance")
          .then()
          .statusCode(422)
          .body("errors.message", contains("is nothing here that you may mute"));
    }
    Person.asks(key)
        .body(Json.of("{'name':'x','all':true}"))
        .post("/v1/maintenance")
        .then()
        .statusCode(403);
    // A tag that others use too: only what lies in the category is covered.
    Person.asks(key)
        .body(Json.of("{'name':'x','tags':['web']}"))
        .post("/v1/maintenance/preview")
        .then()
        .body("monitors_total", equalTo(1));
    Person.asks(key).get("/v1/monitors").then().statusCode(403);
    Person.asks(key).get("/v1/maintenance").then().statusCode(403);
    Person.asks(key).delete("/v1/maintenance/" + id).then().statusCode(403);
    String foreign = planned(alice, "'category_ids':['" + bank + "']");
    Person.asks(key).post("/v1/maintenance/" + foreign + "/end").then().statusCode(404);
    Person.asks(key).post("/v1/maintenance/" + id + "/end").then().statusCode(200);
    edges.runDue();
    shown(alice, ours).body("status", equalTo("pending"));
  }

  @Test
  void whoReachesLessSeesWhatCoversHisAndOnlyThat() {
    Person alice = house.alice();
    String shop = category(alice, "Shop");
    String bank = category(alice, "Bank");
    String ours = monitor(alice, ",'category_id':'" + shop + "'");
    String theirs = monitor(alice, ",'category_id':'" + bank + "'");
    String both = planned(alice, "'monitor_ids':['" + ours + "','" + theirs + "']");
    String bankOnly = planned(alice, "'category_ids':['" + bank + "']");
    String key = Grant.key(alice, Grant.of("maintenance:read", "maintenance:update").in(shop));
    Person.asks(key)
        .get("/v1/maintenance")
        .then()
        .body("data.id", contains(both))
        .body("data[0].monitor_ids", contains(ours));
    Person.asks(key).get("/v1/maintenance/" + bankOnly).then().statusCode(404);
    Person.asks(key).post("/v1/maintenance/" + both + "/end").then().statusCode(403);
    alice
        .asks()
        .get("/v1/maintenance?monitor_id=" + theirs + "&status=active")
        .then()
        .body("data", hasSize(2));
    alice.asks().get("/v1/maintenance?category=" + bank).then().body("data.id", contains(bankOnly));
    alice.asks().get("/v1/maintenance?status=past").then().body("data", empty());
    house.mallory().asks().get("/v1/maintenance/" + both).then().statusCode(404);
  }

  @Test
  void whenItsMakerLosesTheRightItEndsAndSaysSo() {
    Person alice = house.alice();
    String shop = monitor(alice, "");
    String key = alice.key("maintenance:create", "maintenance:update");
    String id =
        Person.asks(key)
            .body(Json.of("{'name':'Deploy','tags':[],'monitor_ids':['%s']}", shop))
            .post("/v1/maintenance")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    edges.runDue();
    edges.looks(alice, shop, "D");
    rows.change(
        "update access_key set revoked_at = now() where account_id = ?", alice.account().uuid());
    clock.advanceSeconds(60);
    edges.runDue();
    alice
        .asks()
        .get("/v1/maintenance/" + id)
        .then()
        .body("status", equalTo("past"))
        .body("ended_reason", equalTo("owner_lost_right"));
    shown(alice, shop).body("status", equalTo("down"));
    assertEquals(1, told(alice, "monitor.down"));
    alice.asks().post("/v1/maintenance/" + id + "/start").then().statusCode(409);
  }

  @Test
  void aCategoryThatGoesIsSelectedNoMore() {
    Person alice = house.alice();
    String shop = category(alice, "Shop");
    String ours = monitor(alice, ",'category_id':'" + shop + "'");
    String id = planned(alice, "'category_ids':['" + shop + "']");
    edges.runDue();
    shown(alice, ours).body("status", equalTo("maintenance"));
    alice.asks().delete("/v1/categories/" + shop).then().statusCode(204);
    edges.runDue();
    shown(alice, ours).body("status", equalTo("pending"));
    alice
        .asks()
        .get("/v1/maintenance/" + id)
        .then()
        .body("status", equalTo("past"))
        .body("ended_reason", equalTo("nothing_selected"));
  }
}
