package dev.belfry.monitor;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Site;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.monitor.round.Rounds;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class MonitorTest {
  @Inject House house;
  @Inject TestClock clock;
  @Inject Rounds rounds;

  @Inject
  @DataSource("system")
  AgroalDataSource system;

  @Test
  void isMadeWithDefaultsAndFound() {
    Person alice = house.alice();
    String id =
        make(
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
        .body(body("'name':'Other','url':'http://localhost:1/','key':'shop'"))
        .post("/v1/monitors")
        .then()
        .statusCode(409);
  }

  @Test
  void goesDownAfterTwoBadLooksAndUpAfterOneGood() throws SQLException {
    Person alice = house.alice();
    try (Site site = new Site()) {
      String id = make(alice, "'name':'Shop','url':'" + site.url() + "'");
      assertEquals("up", look(alice, id));
      site.answers(503);
      clock.advanceSeconds(60);
      assertEquals("up", look(alice, id));
      alice.asks().get("/v1/incidents").then().body("data", hasSize(0));
      clock.advanceSeconds(60);
      assertEquals("down", look(alice, id));
      alice
          .asks()
          .get("/v1/monitors/" + id)
          .then()
          .body("last_result.code", equalTo("unexpected_status"))
          .body("last_result.message", containsString("503"));
      clock.advanceSeconds(60);
      assertEquals("down", look(alice, id));
      alice.asks().get("/v1/incidents?open=true").then().body("data", hasSize(1));
      site.answers(200);
      clock.advanceSeconds(60);
      assertEquals("up", look(alice, id));
      alice
          .asks()
          .get("/v1/incidents")
          .then()
          .body("data", hasSize(1))
          .body("data[0].status", equalTo("resolved"))
          .body("data[0].duration_seconds", equalTo(120));
      alice.asks().get("/v1/monitors/" + id + "/results").then().body("data", hasSize(5));
      assertEquals(5, site.calls());
    }
  }

  @Test
  void isLookedAtOnceInEachInterval() throws SQLException {
    Person alice = house.alice();
    try (Site site = new Site()) {
      String id = make(alice, "'name':'Shop','url':'" + site.url() + "'");
      look(alice, id);
      look(alice, id);
      clock.advanceSeconds(59);
      look(alice, id);
      assertEquals(1, site.calls());
      clock.advanceSeconds(1);
      look(alice, id);
      assertEquals(2, site.calls());
      clock.advanceSeconds(600);
      look(alice, id);
      look(alice, id);
      assertEquals(3, site.calls(), "what was missed is not made up for");
    }
  }

  @Test
  void isDownWhileTheKeywordIsMissing() throws SQLException {
    Person alice = house.alice();
    try (Site site = new Site()) {
      String id =
          make(
              alice,
              "'name':'Shop','keyword':'nowhere','url':'" + site.url() + "','confirm_down':1");
      assertEquals("down", look(alice, id));
      site.says("it is nowhere else");
      clock.advanceSeconds(60);
      assertEquals("up", look(alice, id));
    }
  }

  @Test
  void restsWhilePausedAndItsIncidentEnds() throws SQLException {
    Person alice = house.alice();
    try (Site site = new Site()) {
      site.answers(500);
      String id = make(alice, "'name':'Shop','url':'" + site.url() + "','confirm_down':1");
      assertEquals("down", look(alice, id));
      alice
          .asks()
          .post("/v1/monitors/" + id + "/pause")
          .then()
          .statusCode(200)
          .body("status", equalTo("paused"))
          .body("enabled", equalTo(false))
          .body("next_check_at", nullValue());
      clock.advanceSeconds(600);
      assertEquals("paused", look(alice, id));
      assertEquals(1, site.calls());
      alice.asks().get("/v1/incidents?open=true").then().body("data", hasSize(0));
      alice
          .asks()
          .post("/v1/monitors/" + id + "/resume")
          .then()
          .statusCode(200)
          .body("status", equalTo("pending"));
      assertEquals("down", look(alice, id));
    }
  }

  @Test
  void isCheckedNowAndBeforeItIsSaved() {
    Person alice = house.alice();
    try (Site site = new Site()) {
      String id = make(alice, "'name':'Shop','url':'" + site.url() + "'");
      alice
          .asks()
          .post("/v1/monitors/" + id + "/check")
          .then()
          .statusCode(200)
          .body("status", equalTo("up"))
          .body("code", equalTo("ok"));
      alice.asks().get("/v1/monitors/" + id).then().body("status", equalTo("up"));
      site.answers(404);
      alice
          .asks()
          .body(body("'name':'Other','url':'" + site.url() + "'"))
          .post("/v1/monitors/test")
          .then()
          .statusCode(200)
          .body("status", equalTo("down"))
          .body("code", equalTo("unexpected_status"));
      alice.asks().get("/v1/monitors").then().body("data", hasSize(1));
    }
  }

  @Test
  void isEditedByPutAndPatch() {
    Person alice = house.alice();
    String id = make(alice, "'name':'Shop','url':'http://localhost:1/','interval_seconds':30");
    alice
        .asks()
        .contentType("application/merge-patch+json")
        .body("{\"name\":\"Store\",\"interval_seconds\":null,\"tags\":[\"a\"]}")
        .patch("/v1/monitors/" + id)
        .then()
        .statusCode(200)
        .body("name", equalTo("Store"))
        .body("interval_seconds", equalTo(60))
        .body("url", equalTo("http://localhost:1/"));
    alice
        .asks()
        .header("If-Match", "\"0\"")
        .body(body("'name':'Stale','url':'http://localhost:1/'"))
        .put("/v1/monitors/" + id)
        .then()
        .statusCode(412);
    alice
        .asks()
        .body(body("'name':'Shop','url':'http://localhost:2/'"))
        .put("/v1/monitors/" + id)
        .then()
        .statusCode(200)
        .body("tags", hasSize(0))
        .body("url", equalTo("http://localhost:2/"));
    alice
        .asks()
        .contentType("application/merge-patch+json")
        .body("{\"interval_seconds\":5}")
        .patch("/v1/monitors/" + id)
        .then()
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/interval_seconds"));
  }

  @Test
  void secretsAreSealedMaskedAndKept() throws SQLException {
    Person alice = house.alice();
    try (Site site = new Site()) {
      String id =
          make(
              alice,
              "'name':'Shop','url':'"
                  + site.url()
                  + "','headers':{'Authorization':'Bearer hush-4711','X-Place':'here'}");
      alice
          .asks()
          .get("/v1/monitors/" + id)
          .then()
          .body("headers.Authorization", equalTo("***"))
          .body("headers.X-Place", equalTo("***"));
      assertFalse(stored(id).contains("hush-4711"), "the database holds it in clear");
      look(alice, id);
      assertEquals("Bearer hush-4711", site.lastAuthorization());
      alice
          .asks()
          .contentType("application/merge-patch+json")
          .body("{\"name\":\"Store\"}")
          .patch("/v1/monitors/" + id)
          .then()
          .statusCode(200)
          .body(not(containsString("hush-4711")));
      look(alice, id);
      assertEquals("Bearer hush-4711", site.lastAuthorization());
    }
  }

  /** Otherwise whoever may edit could have them sent to himself. */
  @Test
  void keptSecretsStayWithTheirOrigin() {
    Person alice = house.alice();
    String id =
        make(alice, "'name':'Shop','url':'http://localhost:1/a','headers':{'X-Any':'hush-4711'}");
    patch(alice, id, "{\"url\":\"http://localhost:1/b\"}").statusCode(200);
    patch(alice, id, "{\"url\":\"http://localhost:2/b\"}")
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/headers/X-Any"));
    patch(alice, id, "{\"url\":\"http://localhost:2/b\",\"headers\":{\"X-Any\":\"other\"}}")
        .statusCode(200);
    patch(alice, id, "{\"headers\":{\"X-New\":\"***\"}}").statusCode(422);
  }

  @Test
  void pausingByAnEditNeedsTheSameRightAndEndsTheIncident() throws SQLException {
    Person alice = house.alice();
    try (Site site = new Site()) {
      site.answers(500);
      String id = make(alice, "'name':'Shop','url':'" + site.url() + "','confirm_down':1");
      look(alice, id);
      String key = alice.key("monitor:read", "monitor:update");
      Person.asks(key)
          .contentType("application/merge-patch+json")
          .body("{\"enabled\":false}")
          .patch("/v1/monitors/" + id)
          .then()
          .statusCode(403)
          .body("detail", containsString("monitor:pause"));
      patch(alice, id, "{\"enabled\":false}").statusCode(200).body("status", equalTo("paused"));
      alice.asks().get("/v1/incidents?open=true").then().body("data", hasSize(0));
    }
  }

  @Test
  void aDeletedOneIsCountedOnce() throws Exception {
    Person alice = house.alice();
    make(alice, "'name':'Stays','url':'http://localhost:1/'");
    String id = make(alice, "'name':'Goes','url':'http://localhost:1/'");
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
  void aLookThatBeganBeforeAnEditCountsNoMore() throws Exception {
    Person alice = house.alice();
    try (Site site = new Site()) {
      site.answers(500);
      site.waits();
      String id = make(alice, "'name':'Shop','url':'" + site.url() + "','confirm_down':1");
      try (var executor = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
        var check =
            executor.submit(() -> alice.asks().post("/v1/monitors/" + id + "/check").statusCode());
        site.called();
        patch(alice, id, "{\"url\":\"http://localhost:1/\"}").statusCode(200);
        site.goesOn();
        assertEquals(200, check.get());
      }
      alice.asks().get("/v1/monitors/" + id).then().body("status", equalTo("pending"));
      alice.asks().get("/v1/incidents").then().body("data", hasSize(0));
    }
  }

  private static io.restassured.response.ValidatableResponse patch(
      Person person, String id, String body) {
    return person
        .asks()
        .contentType("application/merge-patch+json")
        .body(body)
        .patch("/v1/monitors/" + id)
        .then();
  }

  @Test
  void isGoneWithAllItHadWhenDeleted() throws SQLException {
    Person alice = house.alice();
    try (Site site = new Site()) {
      site.answers(500);
      String id = make(alice, "'name':'Shop','url':'" + site.url() + "','confirm_down':1");
      look(alice, id);
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
        make(alice, "'name':'Inside','url':'http://localhost:1/','category_id':'" + web + "'");
    String outside = make(alice, "'name':'Outside','url':'http://localhost:1/'");
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
        .body(body("'name':'New','url':'http://localhost:1/'"))
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

  private static String body(String fields) {
    return ("{'type':'http'," + fields + "}").replace('\'', '"');
  }

  private static String make(Person owner, String fields) {
    return owner
        .asks()
        .body(body(fields))
        .post("/v1/monitors")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private String look(Person owner, String id) throws SQLException {
    rounds.runDue();
    return owner.asks().get("/v1/monitors/" + id).path("status");
  }

  private String stored(String id) throws SQLException {
    try (Connection connection = system.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "select m::text || encode(coalesce(secrets, ''), 'escape') from monitor m where id = ?")) {
      statement.setObject(1, MonitorId.fromString(id).uuid());
      try (var row = statement.executeQuery()) {
        assertTrue(row.next());
        return row.getString(1);
      }
    }
  }
}
