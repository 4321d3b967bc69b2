package dev.belfry.activity;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.Grant;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ActivityTest {
  @Inject House house;
  @Inject LogBook book;

  @Test
  void namesWhoDidWhatFromWhere() {
    Person alice = house.alice();
    String key = alice.key("category:create");
    Person.asks(key).body("{\"name\":\"Web\"}").post("/v1/categories").then().statusCode(201);
    alice
        .asks()
        .get("/v1/activity")
        .then()
        .statusCode(200)
        .body("data.action", equalTo(List.of("category.created", "key.created", "session.created")))
        .body("data[0].actor.kind", equalTo("key"))
        .body("data[0].actor.hint", startsWith("bfy_svc_"))
        .body("data[0].object.name", equalTo("Web"))
        .body("data[0].result", equalTo("done"))
        .body("data[0].address", equalTo("127.0.0.1"))
        .body("data[0].request_id", startsWith("req_"))
        .body("data[1].actor.kind", equalTo("user"))
        .body("data[1].actor.session_id", startsWith("ses_"));
  }

  @Test
  void namesWhoWasRefused() {
    Person alice = house.alice();
    String key = alice.key("monitor:read");
    String id = alice.asks().get("/v1/keys").path("data[0].id");
    Person.asks(key).get("/v1/account").then().statusCode(403);
    alice.asks().post("/v1/keys/" + id + "/revoke").then().statusCode(200);
    Person.asks(key).get("/v1/monitors").then().statusCode(401);
    book.settle();
    alice
        .asks()
        .get("/v1/activity?result=refused&actor_id=" + id)
        .then()
        .body("data", hasSize(2))
        .body("data.action", hasItems("access.scope_missing", "access.credential_revoked"))
        .body(
            "data.find { it.action == 'access.scope_missing' }.object.name",
            equalTo("GET /v1/account needs account:read"))
        .body("data.request_id", hasItems(notNullValue()));
  }

  /** Rows do not say in which groups their subject was. */
  @Test
  void isReadByWhoReachesAllGroups() {
    Person alice = house.alice();
    String category = alice.asks().body("{\"name\":\"Web\"}").post("/v1/categories").path("id");
    String group = alice.asks().body("{\"name\":\"Db\"}").post("/v1/groups").path("id");
    String narrow = Grant.key(alice, Grant.of("activity:read").among(group));
    Person.asks(narrow).get("/v1/activity").then().statusCode(200).body("data", hasSize(0));
    String wide = Grant.key(alice, Grant.of("activity:read").in(category));
    Person.asks(wide)
        .get("/v1/activity")
        .then()
        .body("data.action", equalTo(List.of("category.created")));
  }

  @Test
  void isReadByStretchesWithoutGapOrRepetition() {
    Person alice = house.alice();
    for (int i = 0; i < 7; i++) {
      alice.asks().body("{\"name\":\"c" + i + "\"}").post("/v1/categories").then().statusCode(201);
    }
    List<String> names = new ArrayList<>();
    String cursor = "";
    while (cursor != null) {
      var stretch =
          alice.asks().get("/v1/activity?action=category.created&limit=3" + cursor).jsonPath();
      names.addAll(stretch.getList("data.object.name"));
      cursor =
          stretch.getString("next_cursor") == null
              ? null
              : "&cursor=" + stretch.getString("next_cursor");
    }
    assertEquals(7, names.size());
    assertEquals(7, names.stream().distinct().count());
    alice.asks().get("/v1/activity?cursor=nonsense").then().statusCode(400);
    alice.asks().get("/v1/activity?from=yesterday").then().statusCode(400);
  }
}
