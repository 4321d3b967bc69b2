package dev.belfry.incident;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.belfry.house.Checklist;
import dev.belfry.house.Grant;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Site;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An incident lies where its monitor lay when it opened. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class IncidentReachTest {
  private static final String INCIDENTS = "/v1/incidents";

  @Inject House house;
  private Person alice;
  private Site site;
  private String shop;
  private String web;
  private String db;
  private String monitor;
  private String incident;

  @BeforeEach
  void arrange() {
    alice = house.alice();
    site = new Site();
    site.answers(500);
    shop = named("/v1/categories", "Shop");
    web = named("/v1/groups", "Web");
    db = named("/v1/groups", "Db");
    monitor = monitor(shop, web, db);
    incident = down(monitor);
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  @Checklist(67)
  void isReadByAnyOfItsGroupsAndChangedByAll() {
    down(monitor(null));
    String some = Grant.key(alice, Grant.of("incident:*").among(web));
    Person.asks(some)
        .get(INCIDENTS)
        .then()
        .body("data.id", contains(incident))
        .body("pagination.total", equalTo(1));
    Person.asks(some).get(INCIDENTS + "/" + incident).then().statusCode(200);
    Person.asks(some).post(INCIDENTS + "/" + incident + "/resolve").then().statusCode(403);
    Person.asks(some)
        .body(Map.of("message", "x"))
        .post(INCIDENTS + "/" + incident + "/updates")
        .then()
        .statusCode(403);
    String crossed =
        Grant.key(
            alice,
            Grant.of("incident:read").in().among(web),
            Grant.of("incident:read").in(shop).among());
    Person.asks(crossed).get(INCIDENTS).then().body("data", hasSize(0));
    Person.asks(crossed).get(INCIDENTS + "/" + incident).then().statusCode(404);
    String all = Grant.key(alice, Grant.of("incident:*").in(shop).among(web, db));
    Person.asks(all).post(INCIDENTS + "/" + incident + "/resolve").then().statusCode(200);
    alice.asks().get(INCIDENTS + "?group=" + db).then().body("data.id", contains(incident));
  }

  @Test
  @Checklist({67, 73})
  void namesAMonitorOnlyToWhoSeesIt() {
    String blind = Grant.key(alice, Grant.of("incident:read"), Grant.of("monitor:read").in());
    Person.asks(blind)
        .get(INCIDENTS)
        .then()
        .body("data.id", contains(incident))
        .body("data[0].affected", hasSize(0));
    Person.asks(blind).get(INCIDENTS + "/" + incident).then().body("affected", hasSize(0));
    Person.asks(blind)
        .get(INCIDENTS + "?monitor_id=" + monitor)
        .then()
        .statusCode(200)
        .body("data", hasSize(0));
    String seeing =
        Grant.key(alice, Grant.of("incident:read"), Grant.of("monitor:read").among(web));
    Person.asks(seeing)
        .get(INCIDENTS + "?monitor_id=" + monitor)
        .then()
        .body("data[0].affected", contains(monitor));
  }

  @Test
  void staysWhereItWasWhenItsMonitorMovesAndLeavesWhatIsDeleted() {
    patch(Map.of("group_ids", List.of()));
    String key = Grant.key(alice, Grant.of("incident:read", "monitor:read").among(web));
    Person.asks(key)
        .get(INCIDENTS + "/" + incident)
        .then()
        .statusCode(200)
        .body("affected", hasSize(0));
    alice.asks().delete("/v1/groups/" + web).then().statusCode(204);
    Person.asks(key).get(INCIDENTS + "/" + incident).then().statusCode(404);
    alice
        .asks()
        .get(INCIDENTS + "/" + incident)
        .then()
        .body("group_ids", contains(db))
        .body("affected", contains(monitor));
  }

  private void patch(Map<String, ?> patch) {
    alice
        .asks()
        .contentType("application/merge-patch+json")
        .body(patch)
        .patch("/v1/monitors/" + monitor)
        .then()
        .statusCode(200);
  }

  private String monitor(@org.jspecify.annotations.Nullable String category, String... groups) {
    Map<String, Object> body =
        new java.util.HashMap<>(
            Map.of(
                "name",
                "Shop",
                "type",
                "http",
                "url",
                site.url(),
                "confirm_down",
                1,
                "group_ids",
                List.of(groups)));
    body.put("category_id", category);
    return alice.asks().body(body).post("/v1/monitors").then().statusCode(201).extract().path("id");
  }

  private String down(String id) {
    alice.asks().post("/v1/monitors/" + id + "/check").then().statusCode(200);
    return alice.asks().get(INCIDENTS + "?monitor_id=" + id).path("data[0].id");
  }

  private String named(String path, String name) {
    return alice
        .asks()
        .body(Map.of("name", name))
        .post(path)
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }
}
