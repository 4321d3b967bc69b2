package dev.belfry.heartbeat;

import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.heartbeat.Beats.Beat;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Reports by key. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class TelemetryTest {
  @Inject House house;
  @Inject Beats beats;
  @Inject TestClock clock;

  @Test
  void aTelemetryKeyReportsAndDoesNothingElse() throws SQLException {
    Person alice = house.alice();
    Beat beat = Beat.make(alice, "'key':'nightly','period_seconds':3600");
    String key =
        alice
            .asks()
            .body("{\"name\":\"jobs\",\"kind\":\"telemetry\"}")
            .post("/v1/keys")
            .then()
            .statusCode(201)
            .extract()
            .path("key");
    report(key, "nightly", "{'state':'run','series':'7.5','host':'db1','env':'prod'}")
        .statusCode(200)
        .body("monitor_id", equalTo(beat.id()))
        .body("ping", equalTo(1));
    clock.advanceSeconds(5);
    report(key, "nightly", "{'state':'complete','series':'7.5','metrics':{'count':3}}")
        .statusCode(200);
    beats.decide();
    beat.shown().body("status", equalTo("up")).body("last_result.latency_ms", equalTo(5_000));
    report(key, "nightly", "{'state':'fail','message':'disk full'}").statusCode(200);
    beats.decide();
    beat.shown()
        .body("status", equalTo("down"))
        .body("last_result.message", equalTo("It reported a failure: disk full"));
    report(key, "nightly", "{}").statusCode(200);
    beats.decide();
    beat.shown().body("status", equalTo("up"));
    JsonPath pings = beat.pings();
    assertEquals(List.of("success", "fail", "success", "start"), pings.getList("data.kind"));
    assertEquals("db1", pings.getString("data[3].host"));
    assertEquals("prod", pings.getString("data[3].env"));
    Person.asks(key).get("/v1/monitors/" + beat.id()).then().statusCode(403);
    report(key, "weekly", "{}").statusCode(404);
    report(key, "weekly?create=true", "{}").statusCode(403);
  }

  @Test
  void whatIsWrongIsNamed() {
    Person alice = house.alice();
    Beat beat = Beat.make(alice, "'key':'job','period_seconds':3600");
    String key = alice.key("telemetry:write");
    report(
            key,
            "job",
            "{'metrics':{'load':1,'count':-1},'duration_ms':-1,'series':'','exit_status':256}")
        .statusCode(422)
        .body(
            "errors.pointer",
            containsInAnyOrder("/metrics/count", "/duration_ms", "/series", "/exit_status"));
    report(key, "job", "{'metrics':{'load':1,'a/b':1}}")
        .statusCode(422)
        .body("errors.pointer", containsInAnyOrder("/metrics/load", "/metrics/a~1b"));
    report(key, "job", "{'state':'dance'}").statusCode(422);
    report(key, "job?creat=1", "{}").statusCode(400);
    assertEquals(List.of(), beat.pings().getList("data"));
    alice
        .asks()
        .body(
            "{\"name\":\"Site\",\"type\":\"http\",\"url\":\"http://localhost:1/\",\"key\":\"site\"}")
        .post("/v1/monitors")
        .then()
        .statusCode(201);
    report(key, "site", "{}").statusCode(409);
  }

  @Test
  void aKeyOfOneCategoryReportsThereOnly() {
    Person alice = house.alice();
    String shop = category(alice, "Shop");
    Beat.make(alice, "'key':'inside','period_seconds':60,'category_id':'" + shop + "'");
    Beat.make(alice, "'key':'outside','period_seconds':60");
    String key = keyOf(alice, shop, "'telemetry:write'");
    report(key, "inside", "{}").statusCode(200);
    report(key, "outside", "{}").statusCode(404);
    report(key, "nowhere", "{}").statusCode(404);
    report(house.mallory().key("telemetry:write"), "inside", "{}").statusCode(404);
  }

  @Test
  void oneThatIsNotThereIsMadeOnRequest() throws Exception {
    Person alice = house.alice();
    String shop = category(alice, "Shop");
    String key = keyOf(alice, shop, "'telemetry:write','monitor:create'");
    report(key, "made?create=true", "{}").statusCode(403);
    report(key, "made?create=true&category=" + shop, "{'state':'run'}").statusCode(200);
    report(key, "made?create=true&category=" + shop, "{'state':'complete'}").statusCode(200);
    alice
        .asks()
        .get("/v1/monitors?type=heartbeat")
        .then()
        .body("data", hasSize(1))
        .body("data[0].key", equalTo("made"))
        .body("data[0].period_seconds", equalTo(86_400))
        .body("data[0].category_id", equalTo(shop))
        .body("data[0].pings", equalTo(2));
    report(key, "Not_a_Key?create=true&category=" + shop, "{}").statusCode(422);
    // Ten jobs that begin at the same moment make one.
    Callable<Integer> first =
        () -> report(key, "rush?create=true&category=" + shop, "{}").extract().statusCode();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : executor.invokeAll(java.util.Collections.nCopies(10, first))) {
        assertEquals(200, answer.get());
      }
    }
    alice.asks().get("/v1/account").then().body("usage.monitors.used", equalTo(2));
  }

  @Test
  void aRevokedKeyReportsNothingMore() {
    Person alice = house.alice();
    Beat beat = Beat.make(alice, "'key':'job','period_seconds':60");
    String key = alice.key("telemetry:write");
    report(key, "job", "{}").statusCode(200);
    String id = alice.asks().get("/v1/keys").then().extract().path("data[0].id");
    alice.asks().post("/v1/keys/" + id + "/revoke").then().statusCode(200);
    report(key, "job", "{}").statusCode(401);
    beat.shown().body("pings", equalTo(1));
  }

  private static ValidatableResponse report(String key, String monitor, String body) {
    return Person.asks(key).body(body.replace('\'', '"')).post("/v1/telemetry/" + monitor).then();
  }

  private static String category(Person owner, String name) {
    return owner
        .asks()
        .body("{\"name\":\"" + name + "\"}")
        .post("/v1/categories")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static String keyOf(Person owner, String category, String scopes) {
    String body =
        "{'name':'k','grants':[{'scopes':["
            + scopes
            + "],'categories':['"
            + category
            + "'],'groups':'ALL'}]}";
    return owner
        .asks()
        .body(body.replace('\'', '"'))
        .post("/v1/keys")
        .then()
        .statusCode(201)
        .extract()
        .path("key");
  }
}
