package dev.belfry.activity;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What entries say of things that are gone, and of pauses. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class HistoryTest {
  @Inject House house;
  private Person alice;

  @BeforeEach
  void anAccount() {
    alice = house.alice();
  }

  @Test
  void aMonitorIsTakenLeaveOfWithItsLastValues() {
    String id =
        made(
            "monitors",
            "{'name':'m','type':'http','url':'http://localhost:1/?token=hush','interval_seconds':90,'headers':{'X-A':'psst'}}");
    JsonPath last = deleted("monitors", id, "monitor.deleted");
    assertEquals(90, last.getInt(of("interval_seconds") + ".before"));
    assertNull(last.get(of("interval_seconds") + ".after"));
    assertTrue(last.getBoolean(of("headers") + ".secret"));
    assertNull(last.get(of("headers") + ".before"));
    assertFalse(last.prettify().contains("psst"));
    assertFalse(last.prettify().contains("hush"));
  }

  @Test
  void aWebhookToo() {
    String id = made("webhooks", "{'url':'http://localhost:1/hush','description':'d'}");
    JsonPath last = deleted("webhooks", id, "webhook.deleted");
    assertEquals("d", last.getString(of("description") + ".before"));
    assertEquals("localhost", last.getString(of("host") + ".before"));
    assertTrue(last.getBoolean(of("url") + ".secret"));
    assertFalse(last.prettify().contains("hush"));
  }

  @Test
  void aCategoryAGroupAndARoleToo() {
    for (String noun : new String[] {"categories", "groups"}) {
      String id = made(noun, "{'name':'Web'}");
      JsonPath last =
          deleted(noun, id, noun.equals("groups") ? "group.deleted" : "category.deleted");
      assertEquals("Web", last.getString(of("name") + ".before"));
    }
    String role =
        made(
            "roles",
            "{'name':'r','grants':[{'scopes':['monitor:read'],'categories':'ALL','groups':'ALL'}]}");
    alice
        .asks()
        .body(Json.of("{'name':'r2','grants':[]}"))
        .put("/v1/roles/" + role)
        .then()
        .statusCode(200);
    alice
        .asks()
        .get("/v1/activity?action=role.updated")
        .then()
        .body("data[0].changes.find { it.field == 'name' }.before", equalTo("r"))
        .body("data[0].changes.find { it.field == 'name' }.after", equalTo("r2"))
        .body(
            "data[0].changes.find { it.field == 'grants' }.before[0].scopes[0]",
            equalTo("monitor:read"));
    assertEquals("r2", deleted("roles", role, "role.deleted").getString(of("name") + ".before"));
  }

  @Test
  void aPauseAndItsEndSayWhatTheyChanged() {
    String id = made("monitors", "{'name':'m','type':'http','url':'http://localhost:1/'}");
    alice.asks().post("/v1/monitors/" + id + "/pause").then().statusCode(200);
    alice.asks().post("/v1/monitors/" + id + "/resume").then().statusCode(200);
    for (String action : new String[] {"paused", "resumed"}) {
      boolean resumed = action.equals("resumed");
      alice
          .asks()
          .get("/v1/activity?action=monitor." + action)
          .then()
          .body("data[0].changes", hasSize(1))
          .body("data[0].changes[0].field", equalTo("enabled"))
          .body("data[0].changes[0].before", equalTo(!resumed))
          .body("data[0].changes[0].after", equalTo(resumed));
    }
  }

  private static String of(String field) {
    return "data[0].changes.find { it.field == '" + field + "' }";
  }

  private String made(String noun, String body) {
    return alice
        .asks()
        .body(Json.of(body))
        .post("/v1/" + noun)
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private JsonPath deleted(String noun, String id, String action) {
    alice.asks().delete("/v1/" + noun + "/" + id).then().statusCode(204);
    return alice.asks().get("/v1/activity?action=" + action).then().extract().jsonPath();
  }
}
