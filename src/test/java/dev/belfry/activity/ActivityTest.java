package dev.belfry.activity;

import static java.util.stream.Collectors.joining;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Grant;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
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
        .body(
            "data.action",
            equalTo(
                List.of("category.created", "key.first_used", "key.created", "session.created")))
        .body("data[0].actor.kind", equalTo("key"))
        .body("data[0].actor.hint", startsWith("bfy_svc_"))
        .body("data[0].object.name", equalTo("Web"))
        .body("data[0].result", equalTo("done"))
        .body("data[0].address", equalTo("127.0.0.1"))
        .body("data[0].request_id", startsWith("req_"))
        .body("data[2].actor.kind", equalTo("user"))
        .body("data[2].actor.session_id", startsWith("ses_"));
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
    for (String route : List.of("", "/export", "/verify", "/head", "/stream")) {
      Person.asks(narrow)
          .get("/v1/activity" + route)
          .then()
          .statusCode(403)
          .body("code", equalTo("insufficient_scope"));
    }
    Person.asks(narrow).get("/v1/activity").then().body("detail", containsString("ALL groups"));
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

  @Test
  void oneEntryIsReadByItsId() {
    Person alice = house.alice();
    alice.asks().body("{\"name\":\"Web\"}").post("/v1/categories").then().statusCode(201);
    String id = alice.asks().get("/v1/activity").path("data[0].id");
    alice
        .asks()
        .get("/v1/activity/" + id)
        .then()
        .statusCode(200)
        .body("id", equalTo(id))
        .body("action", equalTo("category.created"));
    house.mallory().asks().get("/v1/activity/" + id).then().statusCode(404);
    alice.asks().get("/v1/activity/act_0").then().statusCode(404);
  }

  @Test
  void saysFromWhatToWhat() {
    Person alice = house.alice();
    String category = made(alice, "categories", "{'name':'Web'}");
    put(alice, "categories/" + category, "{'name':'Shop'}");
    alice
        .asks()
        .get("/v1/activity?object_id=" + category)
        .then()
        .body("data[0].changes", hasSize(1))
        .body("data[0].changes[0].field", equalTo("name"))
        .body("data[0].changes[0].before", equalTo("Web"))
        .body("data[0].changes[0].after", equalTo("Shop"))
        .body("data[0].changes[0].secret", equalTo(false))
        .body("data[1].changes[0].before", nullValue())
        .body("data[1].changes[0].after", equalTo("Web"));
    String monitor =
        made(
            alice,
            "monitors",
            "{'name':'m','type':'http','url':'http://localhost:1/','tags':['a']}");
    put(
        alice,
        "monitors/" + monitor,
        "{'name':'m','type':'http','url':'http://localhost:2/','interval_seconds':90,'headers':{'X-A':'b'}}");
    alice
        .asks()
        .get("/v1/activity?action=monitor.updated")
        .then()
        .body(
            "data[0].changes.field",
            containsInAnyOrder("url", "interval_seconds", "tags", "headers"))
        .body("data[0].changes.find { it.field == 'interval_seconds' }.before", equalTo(60))
        .body("data[0].changes.find { it.field == 'interval_seconds' }.after", equalTo(90))
        .body("data[0].changes.find { it.field == 'tags' }.before", equalTo(List.of("a")))
        .body("data[0].changes.find { it.field == 'tags' }.after", nullValue())
        .body("data[0].changes.find { it.field == 'headers' }.secret", equalTo(true))
        .body("data[0].changes.find { it.field == 'headers' }.after", nullValue());
    String key = made(alice, "keys", "{'name':'k','scopes':['monitor:read']}");
    put(alice, "keys/" + key, "{'name':'k2','scopes':['monitor:read'],'labels':{'team':'ops'}}");
    alice
        .asks()
        .get("/v1/activity?object_id=" + key)
        .then()
        .body("data[0].changes.field", containsInAnyOrder("name", "labels"))
        .body(
            "data[0].changes.find { it.field == 'labels' }.after",
            equalTo(java.util.Map.of("team", "ops")))
        .body(
            "data[1].changes.find { it.field == 'grants' }.after[0].scopes",
            equalTo(List.of("monitor:read")))
        .body("data[1].changes.field", not(hasItem("key")));
    String webhook = made(alice, "webhooks", "{'url':'http://localhost:1/one'}");
    put(alice, "webhooks/" + webhook, "{'url':'http://127.0.0.1:1/two','description':'d'}");
    alice
        .asks()
        .get("/v1/activity?action=webhook.updated")
        .then()
        .body("data[0].changes.field", containsInAnyOrder("host", "url", "description"))
        .body("data[0].changes.find { it.field == 'host' }.after", equalTo("127.0.0.1"))
        .body("data[0].changes.find { it.field == 'url' }.secret", equalTo(true))
        .body("data[0].changes.find { it.field == 'url' }.after", nullValue());
  }

  @Test
  void whatIsHugeIsCut() {
    Person alice = house.alice();
    String keyword = "\uD83D\uDD14".repeat(512);
    String tags = "\"" + "t".repeat(45);
    String body =
        "{\"name\":\"m\",\"type\":\"http\",\"url\":\"http://localhost:1/%s\",\"keyword\":\"%s\",\"tags\":[%s]}"
            .formatted(
                "p".repeat(2020),
                keyword,
                IntStream.range(0, 20).mapToObj(i -> tags + i + "\"").collect(joining(",")));
    alice.asks().body(body).post("/v1/monitors").then().statusCode(201);
    var changes = alice.asks().get("/v1/activity?limit=1").jsonPath();
    String url = changes.getString("data[0].changes.find { it.field == 'url' }.after");
    assertEquals(2001, url.length());
    assertTrue(url.endsWith("p…"), url);
    assertEquals(
        keyword, changes.getString("data[0].changes.find { it.field == 'keyword' }.after"));
    assertEquals(20, changes.getList("data[0].changes.find { it.field == 'tags' }.after").size());
  }

  @Test
  void whoReachesSomeCategoriesReadsOfThoseAlone() {
    Person alice = house.alice();
    String shop = made(alice, "categories", "{'name':'Shop'}");
    String secret = made(alice, "categories", "{'name':'Hush'}");
    String moved = monitor(alice, "moved", secret);
    monitor(alice, "hidden", secret);
    String seen = monitor(alice, "seen", shop);
    put(
        alice,
        "monitors/" + moved,
        "{'name':'renamed','type':'http','url':'http://localhost:1/','category_id':'%s'}"
            .formatted(shop));
    String key =
        alice
            .asks()
            .body(
                ("{'name':'k','grants':[{'scopes':['activity:read'],'categories':['"
                        + shop
                        + "'],'groups':'ALL'}]}")
                    .replace('\'', '"'))
            .post("/v1/keys")
            .then()
            .statusCode(201)
            .extract()
            .path("key");
    var list = Person.asks(key).get("/v1/activity").then().statusCode(200).extract().jsonPath();
    assertEquals(List.of("renamed", "seen", "Shop"), list.getList("data.object.name"));
    assertEquals(
        List.of(seen), list.getList("data.findAll { it.action == 'monitor.created' }.object.id"));
    assertFalse(list.prettify().contains("moved"), "what it was called elsewhere");
    assertFalse(list.prettify().contains(secret), "where it was");
    assertEquals("renamed", list.getString("data[0].changes.find { it.field == 'name' }.after"));
    var all = alice.asks().get("/v1/activity?action=monitor.created").jsonPath();
    all.getList("data", java.util.Map.class)
        .forEach(
            entry -> {
              boolean hers = all.getString("data[0].id").equals(entry.get("id"));
              Person.asks(key)
                  .get("/v1/activity/" + entry.get("id"))
                  .then()
                  .statusCode(hers ? 200 : 404);
            });
    String exported = Person.asks(key).get("/v1/activity/export").asString();
    assertEquals(3, exported.lines().count());
    assertFalse(exported.contains("hidden") || exported.contains("moved"), exported);
    alice.asks().get("/v1/activity?action=activity.exported").then().body("data", hasSize(1));
    Person.asks(key).get("/v1/activity?action=activity.exported").then().body("data", hasSize(0));
  }

  private static String monitor(Person owner, String name, String category) {
    return made(
        owner,
        "monitors",
        "{'name':'%s','type':'http','url':'http://localhost:1/','category_id':'%s'}"
            .formatted(name, category));
  }

  private static String made(Person owner, String where, String body) {
    return owner
        .asks()
        .body(body.replace('\'', '"'))
        .post("/v1/" + where)
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static void put(Person owner, String where, String body) {
    owner.asks().body(body.replace('\'', '"')).put("/v1/" + where).then().statusCode(200);
  }
}
