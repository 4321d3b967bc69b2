package dev.belfry.heartbeat;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.heartbeat.Beats.Beat;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Pings by URL. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class PingTest {
  @Inject House house;
  @Inject Beats beats;
  @Inject TestClock clock;

  @Test
  void isTakenByEveryMethodWithWhateverIsAskedBesides() {
    Beat beat = Beat.make(house.alice(), "'period_seconds':60");
    Beat.plain().get(beat.path()).then().statusCode(200).body(equalTo("OK"));
    Beat.plain().head(beat.path()).then().statusCode(200).header("Ping-Body-Limit", "10000");
    Beat.plain().post(beat.path()).then().statusCode(200);
    Beat.plain().get(beat.path() + "?utm_source=x&rid=" + UUID.randomUUID()).then().statusCode(200);
    Beat.plain()
        .header("User-Agent", "backup/1")
        .contentType("text/plain")
        .body("all 3 disks")
        .post(beat.path() + "/0")
        .then()
        .statusCode(200);
    Beat.plain()
        .contentType("application/json")
        .body("not json {")
        .post(beat.path())
        .then()
        .statusCode(200);
    JsonPath pings = beat.pings();
    assertEquals(List.of(6, 5, 4, 3, 2, 1), pings.getList("data.n"));
    assertEquals("not json {", pings.getString("data[0].body"));
    assertEquals("all 3 disks", pings.getString("data[1].body"));
    assertEquals("backup/1", pings.getString("data[1].user_agent"));
    assertEquals("127.0.0.1", pings.getString("data[1].address"));
    assertEquals(0, pings.getInt("data[1].exit_status"));
    assertEquals(
        List.of("POST", "POST", "GET", "POST", "HEAD", "GET"), pings.getList("data.method"));
    assertNull(pings.getString("next_cursor"));
    JsonPath first =
        beat.owner()
            .asks()
            .get("/v1/monitors/" + beat.id() + "/pings?limit=4")
            .then()
            .extract()
            .jsonPath();
    beat.owner()
        .asks()
        .get(
            "/v1/monitors/" + beat.id() + "/pings?limit=4&cursor=" + first.getString("next_cursor"))
        .then()
        .body("data.n", equalTo(List.of(2, 1)));
  }

  @Test
  void whatIsNoneIsRefusedAndKeepsNothing() {
    Beat beat = Beat.make(house.alice(), "'period_seconds':60");
    Beat.plain().get("/ping/" + UUID.randomUUID()).then().statusCode(404);
    Beat.plain().get("/ping/" + UUID.randomUUID() + "/start").then().statusCode(404);
    Beat.plain().get("/ping/" + beat.id()).then().statusCode(404);
    Beat.plain().get(beat.path() + "/finish").then().statusCode(404);
    Beat.plain().get(beat.path() + "/256").then().statusCode(400);
    Beat.plain().get(beat.path() + "/999999999999").then().statusCode(404);
    Beat.plain().get(beat.path() + "?rid=7").then().statusCode(400);
    Beat.plain().delete(beat.path()).then().statusCode(405);
    assertEquals(List.of(), beat.pings().getList("data"));
  }

  @Test
  void ofALongBodyTheBeginningIsKept() {
    Beat beat = Beat.make(house.alice(), "'period_seconds':60");
    byte[] body =
        ("x".repeat(9_999) + "é" + "y".repeat(50_000))
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Beat.plain()
        .contentType("application/octet-stream")
        .body(body)
        .post(beat.path())
        .then()
        .statusCode(200);
    Beat.plain()
        .contentType("application/octet-stream")
        .body(new byte[] {'a', 0, (byte) 0xFF, 'b'})
        .post(beat.path() + "/log")
        .then()
        .statusCode(200);
    JsonPath pings = beat.pings();
    assertEquals("x".repeat(9_999), pings.getString("data[1].body"));
    assertEquals(60_001, pings.getInt("data[1].body_bytes"));
    assertTrue(pings.getBoolean("data[1].body_cut"));
    assertEquals("a\uFFFD\uFFFDb", pings.getString("data[0].body"));
    assertFalse(pings.getBoolean("data[0].body_cut"));
    Beat.plain()
        .contentType("text/plain")
        .body(new byte[2_000_000])
        .post(beat.path())
        .then()
        .statusCode(413);
  }

  @Test
  void aFloodIsHeldBackAndOthersAreNot() {
    Person alice = house.alice();
    Beat flooded = Beat.make(alice, "'period_seconds':60");
    Beat other = Beat.make(alice, "'period_seconds':60");
    for (int i = 0; i < 300; i++) {
      flooded.ok("/log");
    }
    flooded.ping("").then().statusCode(429).header("Retry-After", notNullValue());
    other.ok("");
    clock.advanceSeconds(1);
    for (int i = 0; i < 5; i++) {
      flooded.ok("");
    }
    flooded.ping("").then().statusCode(429).body("code", equalTo("too_many_pings"));
    flooded.shown().body("pings", equalTo(305));
  }

  @Test
  void metricsInTheUrlAreCompared() throws SQLException {
    Beat beat =
        Beat.make(
            house.alice(),
            "'period_seconds':3600,'assertions':['metric.error_count < 5','metric.count >= 1']");
    beat.ok("?metric=count:3&metric=error_count:4&metric=odd&metric=load:1&metric=count:x");
    beats.decide();
    beat.shown().body("status", equalTo("up"));
    beat.ok("?metric=error_count:5");
    beats.decide();
    beat.shown().body("status", equalTo("down"));
    assertEquals(3.0f, beat.pings().getFloat("data[1].metrics.count"));
  }

  /** Many at once, of several heartbeats: each that was acknowledged is there, numbered once. */
  @Test
  void noneThatIsAcknowledgedIsMissing() throws Exception {
    Person alice = house.alice();
    List<Beat> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      all.add(Beat.make(alice, "'period_seconds':60"));
    }
    List<Callable<Integer>> pings = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Beat beat = all.get(i % all.size());
      String suffix = i % 7 == 0 ? "/fail" : i % 11 == 0 ? "/start" : "";
      pings.add(() -> beat.ping(suffix).statusCode());
    }
    try (var executor = Executors.newFixedThreadPool(16)) {
      for (Future<Integer> answer : executor.invokeAll(pings)) {
        assertEquals(200, answer.get());
      }
    }
    beats.decide();
    for (Beat beat : all) {
      beat.shown().body("pings", equalTo(60));
      JsonPath kept = beat.pings();
      assertEquals(60, kept.getList("data.n").stream().distinct().count());
      long starts = kept.getList("data.kind").stream().filter("start"::equals).count();
      assertTrue(starts > 0);
      assertEquals(starts, beat.runs().getList("data").size());
    }
  }

  @Test
  void oldOnesAreDropped() throws SQLException {
    Beat beat = Beat.make(house.alice(), "'period_seconds':86400");
    for (int i = 0; i < 1_150; i++) {
      if (i % 290 == 0) {
        clock.advanceSeconds(61);
      }
      beat.ok("/log");
    }
    beats.tidy();
    JsonPath last =
        beat.owner()
            .asks()
            .get("/v1/monitors/" + beat.id() + "/pings?limit=1")
            .then()
            .extract()
            .jsonPath();
    assertEquals(1_150, last.getInt("data[0].n"));
    assertEquals(1_000, kept(beat));
  }

  private static int kept(Beat beat) {
    int kept = 0;
    String cursor = "";
    do {
      JsonPath some =
          beat.owner()
              .asks()
              .get("/v1/monitors/" + beat.id() + "/pings?limit=100" + cursor)
              .then()
              .extract()
              .jsonPath();
      kept += some.getList("data").size();
      cursor =
          some.getString("next_cursor") == null ? "" : "&cursor=" + some.getString("next_cursor");
    } while (!cursor.isEmpty());
    return kept;
  }
}
