package dev.belfry.activity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever is refused in a loop does not fill the log book. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class RefusalsTest {
  @Inject House house;
  @Inject LogBook book;
  @Inject TestClock clock;

  @Test
  void tenAMinuteAreWrittenAndTheOthersCounted() {
    Person alice = house.alice();
    String key = alice.key("monitor:read");
    String other = alice.key("monitor:read");
    refuse(key, 17);
    Person.asks(key).get("/v1/keys").then().statusCode(403);
    Person.asks(other).get("/v1/account").then().statusCode(403);
    assertEquals(11, refusals(alice).getList("data").size(), "ten of the one, one of the other");
    clock.advanceSeconds(60);
    book.runDue();
    JsonPath rows = refusals(alice);
    assertEquals(12, rows.getList("data").size());
    String sum = "data.find { it.action == 'access.refusals_counted' }";
    assertEquals("key", rows.getString(sum + ".actor.kind"));
    assertEquals("127.0.0.1", rows.getString(sum + ".address"));
    assertEquals(8, rows.getInt(sum + ".changes.find { it.field == 'count' }.after"));
    assertEquals(
        List.of("access.scope_missing"),
        rows.getList(sum + ".changes.find { it.field == 'actions' }.after"));
    refuse(key, 1);
    assertEquals(13, refusals(alice).getList("data").size(), "a new minute");
    book.runDue();
    clock.advanceSeconds(60);
    book.runDue();
    assertEquals(13, refusals(alice).getList("data").size(), "nothing to sum up");
  }

  @Test
  void aRevokedKeyIsBoundToo() {
    Person alice = house.alice();
    String key = alice.key("monitor:read");
    String id = alice.asks().get("/v1/keys").path("data[0].id");
    alice.asks().post("/v1/keys/" + id + "/revoke").then().statusCode(200);
    for (int i = 0; i < 14; i++) {
      Person.asks(key).get("/v1/monitors").then().statusCode(401);
    }
    assertEquals(10, refusals(alice).getList("data").size());
  }

  @Test
  void whatWasCountedIsWrittenAtAnOrderlyStop() {
    Person alice = house.alice();
    refuse(alice.key("monitor:read"), 12);
    book.stop(new ShutdownEvent());
    assertEquals(
        List.of(2),
        refusals(alice)
            .getList(
                "data.findAll { it.action == 'access.refusals_counted' }.changes.flatten().findAll { it.field == 'count' }.after"));
  }

  @Test
  void refusedLoginsOfAUserAreBound() {
    Person alice = house.alice();
    for (int i = 0; i < 12; i++) {
      given()
          .contentType(ContentType.JSON)
          .body(Map.of("email", alice.email(), "password", "wrong horse battery"))
          .post("/v1/session")
          .then()
          .statusCode(401);
    }
    book.settle();
    alice
        .asks()
        .get("/v1/activity?action=session.refused&limit=100")
        .then()
        .body("data", hasSize(10));
    clock.advanceSeconds(60);
    book.runDue();
    book.settle();
    alice
        .asks()
        .get("/v1/activity?action=access.refusals_counted")
        .then()
        .body("data", hasSize(1))
        .body("data[0].actor.kind", equalTo("anonymous"))
        .body("data[0].object.id", equalTo(alice.founder().user().text()));
  }

  @Test
  void whatIsDoneIsNeverLeftOut() {
    Person alice = house.alice();
    for (int i = 0; i < 15; i++) {
      alice.asks().body("{\"name\":\"c" + i + "\"}").post("/v1/categories").then().statusCode(201);
    }
    alice
        .asks()
        .get("/v1/activity?action=category.created&limit=100")
        .then()
        .body("data", hasSize(15));
    assertFalse(refusals(alice).getList("data").iterator().hasNext());
  }

  private static void refuse(String key, int times) {
    for (int i = 0; i < times; i++) {
      Person.asks(key).get("/v1/account").then().statusCode(403);
    }
  }

  private JsonPath refusals(Person owner) {
    book.settle();
    JsonPath rows =
        owner
            .asks()
            .get("/v1/activity?result=refused&limit=100")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    assertTrue(rows.getList("data").size() < 100);
    return rows;
  }
}
