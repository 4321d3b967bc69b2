package dev.belfry.monitor;

import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Site;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.monitor.round.Rounds;
import dev.belfry.platform.wire.Peer;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a change of a monitor keeps, and what it needs. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class MonitorEditTest {
  @Inject House house;
  @Inject Rounds rounds;
  @Inject TestClock clock;

  @Inject
  @DataSource("system")
  AgroalDataSource system;

  @Test
  void isEditedByPutAndPatch() {
    Person alice = house.alice();
    String id =
        Watched.make(alice, "'name':'Shop','url':'http://localhost:1/','interval_seconds':30");
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
        .body(Watched.body("'name':'Stale','url':'http://localhost:1/'"))
        .put("/v1/monitors/" + id)
        .then()
        .statusCode(412);
    alice
        .asks()
        .body(Watched.body("'name':'Shop','url':'http://localhost:2/'"))
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
          Watched.make(
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

  @Test
  void theTypeStaysAndWhatIsOnlyShownIsReadOnly() {
    Person alice = house.alice();
    String id = Watched.make(alice, "'name':'Shop','url':'http://localhost:1/'");
    Watched.patch(alice, id, "{\"type\":\"port\"}")
        .statusCode(422)
        .body("errors", hasSize(1))
        .body("errors[0].pointer", equalTo("/type"))
        .body("errors[0].message", containsString("cannot be changed"));
    Watched.patch(alice, id, "{\"type\":\"port\",\"interval_seconds\":1}")
        .statusCode(422)
        .body("errors.pointer", containsInAnyOrder("/type", "/interval_seconds"));
    Watched.patch(alice, id, "{\"status\":\"up\",\"id\":\"x\"}")
        .statusCode(422)
        .body("errors.pointer", containsInAnyOrder("/status", "/id"))
        .body("errors.message", everyItem(equalTo("is read-only")));
    alice
        .asks()
        .body("{\"type\":\"port\",\"name\":\"x\",\"host\":\"localhost\",\"port\":1}")
        .put("/v1/monitors/" + id)
        .then()
        .statusCode(422)
        .body("errors.pointer", hasItem("/type"));
  }

  @Test
  void aPatchOfNothingChangesNothing() throws SQLException {
    Person alice = house.alice();
    String id =
        Watched.make(
            alice, "'name':'Shop','url':'http://localhost:1/','headers':{'X-Any':'hush-4711'}");
    look(alice, id);
    String before = alice.asks().get("/v1/monitors/" + id).asString();
    clock.advance(Duration.ofSeconds(5));
    for (String nothing : List.of("{}", "{\"name\":\"Shop\"}")) {
      Watched.patch(alice, id, nothing).statusCode(200).body(equalTo(before));
    }
    assertEquals(before, alice.asks().get("/v1/monitors/" + id).asString());
    alice.asks().get("/v1/activity?action=monitor.updated").then().body("data", hasSize(0));
    String due = alice.asks().get("/v1/monitors/" + id).path("next_check_at");
    Watched.patch(alice, id, "{\"name\":\"Store\"}")
        .statusCode(200)
        .body("next_check_at", equalTo(due));
  }

  @Test
  void aLookThatWasTooSlowSaysSo() throws Exception {
    Person alice = house.alice();
    try (Peer slow =
        Peer.playing(
            talk -> {
              java.util.concurrent.locks.LockSupport.parkNanos(30_000_000);
              talk.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            })) {
      String fields = "'name':'Shop','url':'" + slow.url() + "','thresholds':{'degraded_ms':1}";
      alice
          .asks()
          .body(Watched.body(fields))
          .post("/v1/monitors/test")
          .then()
          .statusCode(200)
          .body("status", equalTo("degraded"))
          .body("code", equalTo("slow"))
          .body("phases.total_ms", greaterThan(1));
      String id = Watched.make(alice, fields);
      assertEquals("degraded", look(alice, id));
      alice
          .asks()
          .get("/v1/monitors/" + id)
          .then()
          .body("last_result.status", equalTo("degraded"))
          .body("last_result.code", equalTo("slow"))
          .body("last_result.message", matchesPattern("answered 200 in \\d+ ms, slower than 1 ms"))
          .body("last_result", not(hasKey("phases")));
      alice
          .asks()
          .get("/v1/monitors/" + id + "/results")
          .then()
          .body("data[0].code", equalTo("slow"))
          .body("data[0].phases.total_ms", greaterThan(1));
    }
  }

  /** Otherwise whoever may edit could have them sent to himself. */
  @Test
  void keptSecretsStayWithTheirOrigin() {
    Person alice = house.alice();
    String id =
        Watched.make(
            alice, "'name':'Shop','url':'http://localhost:1/a','headers':{'X-Any':'hush-4711'}");
    Watched.patch(alice, id, "{\"url\":\"http://localhost:1/b\"}").statusCode(200);
    Watched.patch(alice, id, "{\"url\":\"http://localhost:2/b\"}")
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/headers/X-Any"));
    Watched.patch(alice, id, "{\"url\":\"http://localhost:2/b\",\"headers\":{\"X-Any\":\"other\"}}")
        .statusCode(200);
    Watched.patch(alice, id, "{\"headers\":{\"X-New\":\"***\"}}").statusCode(422);
  }

  @Test
  void pausingByAnEditNeedsTheSameRightAndEndsTheIncident() throws SQLException {
    Person alice = house.alice();
    try (Site site = new Site()) {
      site.answers(500);
      String id = Watched.make(alice, "'name':'Shop','url':'" + site.url() + "','confirm_down':1");
      look(alice, id);
      String key = alice.key("monitor:read", "monitor:update");
      Person.asks(key)
          .contentType("application/merge-patch+json")
          .body("{\"enabled\":false}")
          .patch("/v1/monitors/" + id)
          .then()
          .statusCode(403)
          .body("detail", containsString("monitor:pause"));
      Watched.patch(alice, id, "{\"enabled\":false}")
          .statusCode(200)
          .body("status", equalTo("paused"));
      alice.asks().get("/v1/incidents?open=true").then().body("data", hasSize(0));
    }
  }

  @Test
  void aLookThatBeganBeforeAnEditCountsNoMore() throws Exception {
    Person alice = house.alice();
    try (Site site = new Site()) {
      site.answers(500);
      site.waits();
      String id = Watched.make(alice, "'name':'Shop','url':'" + site.url() + "','confirm_down':1");
      try (var executor = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
        var check =
            executor.submit(() -> alice.asks().post("/v1/monitors/" + id + "/check").statusCode());
        site.called();
        Watched.patch(alice, id, "{\"url\":\"http://localhost:1/\"}").statusCode(200);
        site.goesOn();
        assertEquals(200, check.get());
      }
      alice.asks().get("/v1/monitors/" + id).then().body("status", equalTo("pending"));
      alice.asks().get("/v1/incidents").then().body("data", hasSize(0));
    }
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
