package dev.belfry.monitor;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.belfry.house.Checklist;
import dev.belfry.house.Grant;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import dev.belfry.platform.id.TypeId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who sees and changes a monitor that lies in a category and in groups. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class MonitorGroupsTest {
  private static final String MONITORS = "/v1/monitors/";

  @Inject House house;
  private Person alice;
  private String dev;
  private String prod;
  private String web;
  private String db;

  @BeforeEach
  void arrange() {
    alice = house.alice();
    dev = named("/v1/categories", "Dev");
    prod = named("/v1/categories", "Prod");
    web = named("/v1/groups", "Web");
    db = named("/v1/groups", "Db");
  }

  @Test
  void isInGroupsAndFoundByThem() {
    String both = made("both", null, web, db, web);
    String one = made("one", null, web);
    made("none", null);
    alice.asks().get(MONITORS + both).then().body("group_ids", containsInAnyOrder(web, db));
    alice.asks().get("/v1/monitors?group=" + web).then().body("pagination.total", equalTo(2));
    alice.asks().get("/v1/monitors?group=" + db).then().body("data.id", contains(both));
    patch(alice.session(), one, Map.of("name", "renamed"))
        .statusCode(200)
        .body("group_ids", contains(web));
    String tag = alice.asks().get(MONITORS + one).header("ETag");
    patch(alice.session(), one, Map.of("group_ids", List.of(db)))
        .statusCode(200)
        .header("ETag", not(equalTo(tag)))
        .body("group_ids", contains(db));
    alice.asks().delete("/v1/groups/" + db).then().statusCode(204);
    alice.asks().get(MONITORS + both).then().body("group_ids", contains(web));
    alice.asks().get(MONITORS + one).then().body("group_ids", hasSize(0));
    alice.asks().delete(MONITORS + both).then().statusCode(204);
    alice.asks().delete("/v1/groups/" + web).then().statusCode(204);
  }

  @Test
  void unknownGroupsAreAllNamed() {
    String nobodys = TypeId.format("grp", TypeId.next());
    String mallorys = named(house.mallory(), "/v1/groups", "Hers");
    make(alice.session(), "x", null, nobodys, web, mallorys)
        .statusCode(422)
        .body("errors.pointer", contains("/group_ids/0", "/group_ids/2"));
    String blind = Grant.key(alice, Grant.of("monitor:*"), Grant.of("group:read").among(web));
    make(blind, "x", null, web, db)
        .statusCode(422)
        .body("errors.pointer", contains("/group_ids/1"))
        .body("errors[0].code", equalTo("unknown"));
    String there = made("there", null, db);
    patch(blind, there, Map.of("name", "kept where it is")).statusCode(200);
    patch(blind, there, Map.of("group_ids", List.of("x")))
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/group_ids/0"));
  }

  @Test
  @Checklist(67)
  void anyOfItsGroupsOpensItForReadingAndAllForChanging() {
    String both = made("both", null, web, db);
    String one = made("one", null, web);
    String none = made("none", null);
    String key = Grant.key(alice, Grant.of("monitor:*").among(web));
    Person.asks(key).get("/v1/monitors").then().body("data.id", containsInAnyOrder(both, one));
    Person.asks(key).get(MONITORS + both).then().statusCode(200);
    Person.asks(key).get(MONITORS + none).then().statusCode(404);
    Person.asks(key).get(MONITORS + none + "/results").then().statusCode(404);
    Person.asks(key).get(MONITORS + both + "/results").then().statusCode(200);
    for (String verb : new String[] {"/pause", "/resume", "/check"}) {
      Person.asks(key).post(MONITORS + both + verb).then().statusCode(403);
      Person.asks(key).post(MONITORS + none + verb).then().statusCode(404);
    }
    patch(key, both, Map.of("name", "x")).statusCode(403);
    Person.asks(key).delete(MONITORS + both).then().statusCode(403);
    Person.asks(key).post(MONITORS + one + "/pause").then().statusCode(200);
    patch(key, one, Map.of("name", "mine")).statusCode(200);
    Person.asks(key).delete(MONITORS + one).then().statusCode(204);
    // Half of the groups by one grant and half by another is not the whole by either.
    String halves =
        Grant.key(alice, Grant.of("monitor:*").among(web), Grant.of("monitor:*").among(db));
    patch(halves, both, Map.of("name", "x")).statusCode(403);
    String whole = Grant.key(alice, Grant.of("monitor:*").among(web, db));
    patch(whole, both, Map.of("name", "x")).statusCode(200);
  }

  @Test
  @Checklist({56, 67})
  void isMadeAndMovedOnlyWithinReach() {
    String key = Grant.key(alice, Grant.of("monitor:*").in(dev).among(web));
    String id = make(key, "mine", dev, web).statusCode(201).extract().path("id");
    make(key, "x", dev).statusCode(403);
    make(key, "x", null, web).statusCode(403);
    make(key, "x", prod, web).statusCode(403);
    make(key, "x", dev, web, db).statusCode(403);
    make(key, "x", dev, TypeId.format("grp", TypeId.next())).statusCode(403);
    patch(key, id, Map.of("group_ids", List.of(db))).statusCode(403);
    patch(key, id, Map.of("group_ids", List.of(web, db))).statusCode(403);
    patch(key, id, Map.of("group_ids", List.of())).statusCode(403);
    patch(key, id, Map.of("category_id", prod)).statusCode(403);
    alice
        .asks()
        .get(MONITORS + id)
        .then()
        .body("group_ids", contains(web))
        .body("category_id", equalTo(dev));
    Person.asks(key).body(body("x", dev, db)).post("/v1/monitors/test").then().statusCode(403);
  }

  /** {write on Dev/Web} and {read on Prod/Db} are not {read or write on Prod/Web or Dev/Db}. */
  @Test
  @Checklist(67)
  void pairsOfGrantsAreNeverMixed() {
    String devWeb = made("devWeb", dev, web);
    String prodDb = made("prodDb", prod, db);
    String devDb = made("devDb", dev, db);
    made("prodWeb", prod, web);
    String key =
        Grant.key(
            alice,
            Grant.of("monitor:*").in(dev).among(web),
            Grant.of("monitor:read").in(prod).among(db));
    Person.asks(key)
        .get("/v1/monitors?limit=1&sort=name")
        .then()
        .body("data.id", contains(devWeb))
        .body("pagination.total", equalTo(2));
    Person.asks(key).get("/v1/monitors?q=web").then().body("data.id", contains(devWeb));
    Person.asks(key).get("/v1/monitors?q=prod").then().body("data.id", contains(prodDb));
    Person.asks(key).get("/v1/monitors?group=" + db).then().body("data.id", contains(prodDb));
    Person.asks(key).get(MONITORS + devDb).then().statusCode(404);
    patch(key, prodDb, Map.of("name", "x")).statusCode(403);
    patch(key, devWeb, Map.of("name", "devWeb2")).statusCode(200);
    patch(key, devWeb, Map.of("category_id", prod, "group_ids", List.of(db))).statusCode(403);
  }

  @Test
  @Checklist(67)
  void aGrantWithoutGroupsReachesNoMonitor() {
    made("in", dev, web);
    made("none", null);
    String key = Grant.key(alice, Grant.of("monitor:*").among());
    Person.asks(key).get("/v1/monitors").then().statusCode(200).body("data", hasSize(0));
    make(key, "x", null).statusCode(403);
  }

  private static Map<String, Object> body(
      String name, @Nullable String category, String... groups) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("name", name);
    body.put("type", "http");
    body.put("url", "http://localhost:1/");
    body.put("group_ids", List.of(groups));
    if (category != null) {
      body.put("category_id", category);
    }
    return body;
  }

  private String made(String name, @Nullable String category, String... groups) {
    return make(alice.session(), name, category, groups).statusCode(201).extract().path("id");
  }

  private ValidatableResponse make(
      String credential, String name, @Nullable String category, String... groups) {
    return by(credential).body(body(name, category, groups)).post("/v1/monitors").then();
  }

  private ValidatableResponse patch(String credential, String id, Map<String, ?> patch) {
    return by(credential)
        .contentType("application/merge-patch+json")
        .body(patch)
        .patch(MONITORS + id)
        .then();
  }

  private io.restassured.specification.RequestSpecification by(String credential) {
    return credential.equals(alice.session()) ? alice.asks() : Person.asks(credential);
  }

  private String named(String path, String name) {
    return named(alice, path, name);
  }

  private static String named(Person owner, String path, String name) {
    return owner
        .asks()
        .body(Map.of("name", name))
        .post(path)
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }
}
