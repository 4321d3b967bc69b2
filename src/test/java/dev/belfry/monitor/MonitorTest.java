package dev.belfry.monitor;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Site;
import dev.belfry.house.TestDatabase;
import dev.belfry.monitor.round.Rounds;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Made, listed, found within reach, deleted. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class MonitorTest {
  @Inject House house;
  @Inject Rounds rounds;

  @Test
  void isMadeWithDefaultsAndFound() {
    Person alice = house.alice();
    String id =
        Watched.make(
            alice,
            "'name':'Shop','url':'http://localhost:1/shop','tags':['web','web','eu'],'key':'shop'");
    alice
        .asks()
        .get("/v1/monitors/" + id)
        .then()
        .statusCode(200)
        .header("ETag", "\"0\"")
        .body("status", equalTo("pending"))
        .body("method", equalTo("GET"))
        .body("expected_status", equalTo("200-399"))
        .body("interval_seconds", equalTo(60))
        .body("timeout_seconds", equalTo(10))
        .body("confirm_down", equalTo(2))
        .body("tags", equalTo(java.util.List.of("web", "eu")))
        .body("last_result", nullValue());
    for (String found :
        new String[] {
          "q=shop", "q=SHO", "tag=eu", "status=pending", "type=http", "sort=name", "page=1"
        }) {
      alice
          .asks()
          .get("/v1/monitors?" + found)
          .then()
          .body("data", hasSize(1))
          .body("pagination.total", equalTo(1));
    }
    for (String notFound :
        new String[] {"q=sh%25p", "q=s_op", "tag=us", "status=down", "type=ping"}) {
      alice
          .asks()
          .urlEncodingEnabled(false)
          .get("/v1/monitors?" + notFound)
          .then()
          .body("data", hasSize(0));
    }
    alice
        .asks()
        .body(Watched.body("'name':'Other','url':'http://localhost:1/','key':'shop'"))
        .post("/v1/monitors")
        .then()
        .statusCode(409);
  }

  @Test
  void aDeletedOneIsCountedOnce() throws Exception {
    Person alice = house.alice();
    Watched.make(alice, "'name':'Stays','url':'http://localhost:1/'");
    String id = Watched.make(alice, "'name':'Goes','url':'http://localhost:1/'");
    try (var executor = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
      java.util.concurrent.Callable<Integer> delete =
          () -> alice.asks().delete("/v1/monitors/" + id).statusCode();
      int gone = 0;
      for (var answer : executor.invokeAll(java.util.Collections.nCopies(20, delete))) {
        gone += answer.get() == 204 ? 1 : 0;
      }
      assertEquals(1, gone);
    }
    alice.asks().get("/v1/account").then().body("usage.monitors.used", equalTo(1));
  }

  @Test
  void isGoneWithAllItHadWhenDeleted() throws SQLException {
    Person alice = house.alice();
    try (Site site = new Site()) {
      site.answers(500);
      String id = Watched.make(alice, "'name':'Shop','url':'" + site.url() + "','confirm_down':1");
      rounds.runDue();
      alice.asks().delete("/v1/monitors/" + id).then().statusCode(204);
      alice.asks().get("/v1/monitors/" + id).then().statusCode(404);
      alice.asks().get("/v1/monitors/" + id + "/results").then().statusCode(404);
      alice
          .asks()
          .get("/v1/incidents")
          .then()
          .body("data[0].status", equalTo("resolved"))
          .body("data[0].affected", hasSize(0));
      alice.asks().get("/v1/account").then().body("usage.monitors.used", equalTo(0));
    }
  }

  @Test
  void aMemberSeesWhatItsCategoriesHold() {
    Person alice = house.alice();
    String web =
        alice
            .asks()
            .body("{\"name\":\"Web\"}")
            .post("/v1/categories")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    String inside =
        Watched.make(
            alice, "'name':'Inside','url':'http://localhost:1/','category_id':'" + web + "'");
    String outside = Watched.make(alice, "'name':'Outside','url':'http://localhost:1/'");
    String key =
        alice
            .asks()
            .body(
                "{\"name\":\"web\",\"grants\":[{\"scopes\":[\"monitor:*\"],\"categories\":[\""
                    + web
                    + "\"],\"groups\":\"ALL\"}]}")
            .post("/v1/keys")
            .then()
            .statusCode(201)
            .extract()
            .path("key");
    Person.asks(key)
        .get("/v1/monitors")
        .then()
        .body("data", hasSize(1))
        .body("data[0].id", equalTo(inside));
    Person.asks(key).get("/v1/monitors/" + outside).then().statusCode(404);
    Person.asks(key).delete("/v1/monitors/" + outside).then().statusCode(404);
    Person.asks(key)
        .body(Watched.body("'name':'New','url':'http://localhost:1/'"))
        .post("/v1/monitors")
        .then()
        .statusCode(403);
    Person.asks(key)
        .contentType("application/merge-patch+json")
        .body("{\"category_id\":null}")
        .patch("/v1/monitors/" + inside)
        .then()
        .statusCode(403);
    alice.asks().delete("/v1/categories/" + web).then().statusCode(204);
    Person.asks(key).get("/v1/monitors").then().body("data", hasSize(0));
  }
}
