package dev.belfry.result;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.belfry.check.Verdict;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.monitor.MonitorId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Uptime, as callers see it. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class UptimeEndpointTest {
  @Inject House house;
  @Inject TestClock clock;
  @Inject Book book;

  @Test
  void statsTellOfEachHourAndDay() throws SQLException {
    Instant hour = book.begin();
    Person alice = house.alice();
    String stats = "/v1/monitors/" + book.halfAnHour(alice, "'name':'m'", hour).text() + "/stats";
    Book.get(alice, stats)
        .statusCode(200)
        .body("data", hasSize(24))
        .body("data[22].running", equalTo(false))
        .body("data[23].running", equalTo(true))
        .body("data[23].uptime", equalTo(100f))
        .body("data[23].checks", equalTo(1));
    clock.advance(Duration.ofMinutes(63));
    book.sumUp();
    Book.get(alice, stats + "?from=" + hour)
        .statusCode(200)
        .body("interval", equalTo("hour"))
        .body("data", hasSize(2))
        .body("data[1].running", equalTo(true))
        .body("data[1].down_seconds", equalTo(181))
        .body("data[1].outages", equalTo(0))
        .body("data[0].running", equalTo(false))
        .body("data[0].from", equalTo(hour.toString()))
        .body("data[0].uptime", equalTo(50f))
        .body("data[0].checks", equalTo(2))
        .body("data[0].failures", equalTo(1))
        .body("data[0].down_seconds", equalTo(1800))
        .body("data[0].outages", equalTo(1))
        .body("data[0].latency_ms.mean", equalTo(100f))
        .body("data[0].latency_ms.p50", equalTo(100))
        .body("data[0].latency_ms.max", equalTo(100));
    Book.get(alice, stats).body("data", hasSize(24)).body("data[0].uptime", nullValue());
    Book.get(alice, stats + "?interval=day")
        .body("data", hasSize(30))
        .body("data[29].running", equalTo(true))
        .body("data[0].latency_ms", nullValue());
    boolean sameDay = Hours.day(clock.instant()).equals(Hours.day(hour));
    Book.get(alice, stats + "?interval=day&from=" + Hours.day(hour))
        .body("data[0].checks", equalTo(2))
        .body("data[0].uptime", equalTo(sameDay ? 47.6064f : 50f));
    clock.advance(Duration.ofDays(3));
    book.sumUp();
    Book.get(alice, stats + "?interval=day&from=" + Hours.day(hour))
        .body("data.checks", hasItems(2))
        .body("data[0].failures", equalTo(1));
    Book.get(alice, stats + "?from=2020-01-01T00:00:00Z").statusCode(400);
    Book.get(alice, stats + "?interval=day&from=2020-01-01T00:00:00Z").statusCode(400);
    Book.get(alice, stats + "?interval=week").statusCode(400);
    Book.get(alice, stats + "?from=" + hour + "&to=" + hour).statusCode(400);
    Book.get(alice, stats + "?from=0001-01-01T00:00:00Z&to=9999-12-31T23:59:59Z").statusCode(400);
    Book.get(alice, stats + "?to=0001-01-01T00:00:00Z").statusCode(200);
    Book.get(alice, stats + "?to=9999-12-31T23:59:59Z").statusCode(200).body("data", hasSize(0));
  }

  @Test
  void uptimeIsOfEachAndOfAllTogether() throws SQLException {
    Instant hour = book.begin();
    Person alice = house.alice();
    MonitorId half = book.halfAnHour(alice, "'name':'half','tags':['a']", hour);
    MonitorId paused = book.monitor(alice, "'name':'paused','tags':['b']", hour);
    book.stands(paused, "PAUSED", hour);
    clock.advance(Duration.ofMinutes(29));
    // The running hour counts too, from the states themselves.
    Book.get(alice, "/v1/uptime")
        .statusCode(200)
        .body("data.name", contains("half", "paused"))
        .body("data[0].uptime.24h", equalTo(100f))
        .body("data[1].uptime.24h", nullValue())
        .body("policy.unknown", equalTo("excluded"));
    clock.advance(Duration.ofMinutes(34));
    book.sumUp();
    clock.advance(Duration.ofMinutes(57));
    Book.get(alice, "/v1/uptime?limit=1&page=1")
        .body("data", hasSize(1))
        .body("pagination.total", equalTo(2))
        // half an hour up and an hour and a half down, all but a second
        .body("data[0].uptime.24h", equalTo(24.9965f))
        .body("data[0].uptime.90d", equalTo(24.9965f))
        .body("together.7d", equalTo(24.9965f));
    Book.get(alice, "/v1/uptime?paused=down")
        .body("data[1].uptime.24h", equalTo(0f))
        .body("policy.paused", equalTo("down"))
        .body("together.24h", equalTo(12.4982f));
    Book.get(alice, "/v1/uptime?tag=b").body("data.name", contains("paused"));
    Book.get(alice, "/v1/uptime?monitor_ids=" + half.text() + "," + paused.text() + "&tag=b")
        .statusCode(200)
        .body("data.name", contains("paused"));
    String foreign = book.monitor(house.mallory(), "'name':'hers'", hour).text();
    String nobodys =
        foreign.substring(0, foreign.length() - 1) + (foreign.endsWith("0") ? "1" : "0");
    for (String id : new String[] {foreign, nobodys}) {
      for (String more : new String[] {"", "&tag=b"}) {
        Book.get(alice, "/v1/uptime?monitor_ids=" + half.text() + "," + id + more)
            .statusCode(400)
            .body("errors[0].parameter", equalTo("monitor_ids"))
            .body("errors[0].message", equalTo("names " + id + ", which is unknown"));
      }
    }
    Book.get(alice, "/v1/uptime?monitor_ids=,").statusCode(400);
  }

  /** Clocks go on between the moment that is asked for and the answer. */
  @Test
  void theRunningHourCountsThoughTheClockGoesOn() throws SQLException {
    Instant hour = book.begin();
    Person alice = house.alice();
    MonitorId down = book.monitor(alice, "'name':'down'", hour);
    book.stands(down, "DOWN", hour);
    clock.advance(Duration.ofMinutes(20));
    clock.goesOn(Duration.ofMillis(1));
    try {
      Book.get(alice, "/v1/uptime").body("data[0].uptime.24h", equalTo(0f));
      Book.get(alice, "/v1/reports/uptime?month=" + YearMonth.from(hour.atOffset(ZoneOffset.UTC)))
          .body("data[0].down_seconds", equalTo(1201))
          .body("data[0].longest_outage_seconds", equalTo(1201));
    } finally {
      clock.goesOn(Duration.ZERO);
    }
  }

  @Test
  void whoReachesSomeSeesThoseOnly() throws SQLException {
    Instant hour = book.begin();
    Person alice = house.alice();
    String category =
        alice.asks().body("{\"name\":\"c\"}").post("/v1/categories").then().extract().path("id");
    book.halfAnHour(alice, "'name':'in','category_id':'" + category + "'", hour);
    MonitorId out = book.halfAnHour(alice, "'name':'out'", hour);
    book.write(alice, out, Book.look(Verdict.UP, 1, hour, clock.instant()));
    String key =
        alice
            .asks()
            .body(
                ("{'name':'k','grants':[{'scopes':['monitor:read'],'categories':['"
                        + category
                        + "'],'groups':'ALL'}]}")
                    .replace('\'', '"'))
            .post("/v1/keys")
            .then()
            .statusCode(201)
            .extract()
            .path("key");
    Person.asks(key).get("/v1/uptime").then().body("data.name", contains("in"));
    Person.asks(key)
        .get("/v1/reports/uptime?group_by=category")
        .then()
        .statusCode(200)
        .body("data.id", contains(category))
        .body("together.monitors", equalTo(1));
    Person.asks(key).get("/v1/reports/expiring").then().body("data", hasSize(0));
    Book.get(alice, "/v1/reports/expiring").body("data.name", contains("out"));
    Person.asks(key).get("/v1/uptime?monitor_ids=" + out.text()).then().statusCode(400);
  }

  @Test
  void theAccountSaysHowTimeCounts() throws SQLException {
    Instant hour = book.begin();
    Person alice = house.alice();
    book.halfAnHour(alice, "'name':'m'", hour);
    String policy =
        "{\"degraded\":\"down\",\"unknown\":\"down\",\"maintenance\":\"up\",\"paused\":\"up\"}";
    Book.get(alice, "/v1/uptime/policy").body("degraded", equalTo("up")).header("ETag", "\"-1\"");
    alice.asks().body(policy).put("/v1/uptime/policy").then().statusCode(200);
    Book.get(alice, "/v1/uptime/policy").body("degraded", equalTo("down"));
    Book.get(alice, "/v1/uptime").body("policy.maintenance", equalTo("up"));
    Book.get(alice, "/v1/uptime?maintenance=excluded")
        .body("policy.maintenance", equalTo("excluded"));
    Book.get(alice, "/v1/activity").body("data.action", hasItems("uptime_policy.updated"));
    alice
        .asks()
        .header("If-Match", "\"-1\"")
        .body(policy)
        .put("/v1/uptime/policy")
        .then()
        .statusCode(412);
    alice.asks().body("{\"degraded\":\"maybe\"}").put("/v1/uptime/policy").then().statusCode(422);
    house.bob(alice).asks().body(policy).put("/v1/uptime/policy").then().statusCode(403);
    Book.get(house.mallory(), "/v1/uptime/policy").body("degraded", equalTo("up"));
  }
}
