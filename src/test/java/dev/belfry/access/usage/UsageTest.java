package dev.belfry.access.usage;

import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.notify.Desk;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every answered call is counted once: by its caller, its route and what came of it. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class UsageTest {
  private static final String UNKNOWN = "/v1/monitors/mon_00000000000000000000000000";

  @Inject House house;
  @Inject Counts counts;
  @Inject TestClock clock;
  @Inject Desk desk;
  @Inject Mishap mishap;

  @Test
  void callsAreCountedByRouteStatusAndReason() {
    Person alice = house.alice();
    String key = alice.key("monitor:read");
    call(key, "/v1/monitors", 200, 3);
    call(key, UNKNOWN, 404, 2);
    call(key, "/v1/webhooks", 403, 4);
    counts.flush();
    usage(alice, id(alice))
        .body("calls", equalTo(9))
        .body("refused", equalTo(4))
        .body("by_status.2xx", equalTo(3))
        .body("by_status.4xx", equalTo(6))
        .body("refusals.scope_missing", equalTo(4))
        .body("by_time", hasSize(1))
        .body("by_time[0].calls", equalTo(9))
        .body("by_route.find { it.route == '/v1/monitors/{id}' }.calls", equalTo(2))
        .body("by_route.find { it.route == '/v1/monitors' }.verb", equalTo("GET"))
        .body("by_route.find { it.route == '/v1/webhooks' }.refused", equalTo(4))
        .body("addresses[0].address", equalTo("127.0.0.1"));
    assertEquals(
        0,
        desk.count(
            "select count(*) from access_usage where account_id = ? and position('mon_' in route) > 0",
            alice.account().uuid()),
        "no path is kept");
  }

  @Test
  void whatIsCountedInBatchesAddsUpAndIsInHourDayAndMonth() {
    Person alice = house.alice();
    String key = alice.key("monitor:read");
    for (int batch = 0; batch < 3; batch++) {
      call(key, "/v1/monitors", 200, 5);
      counts.flush();
      counts.flush();
    }
    for (String interval : new String[] {"hour", "day", "month"}) {
      usage(alice, id(alice) + "/usage?interval=" + interval, 200).body("calls", equalTo(15));
    }
  }

  @Test
  void anOrderlyStopLosesNothing() {
    Person alice = house.alice();
    String key = alice.key("monitor:read");
    call(key, "/v1/monitors", 200, 7);
    counts.stop();
    assertEquals(
        7,
        desk.count(
            "select sum(calls) from access_usage where account_id = ? and caller_kind = 'key' and span = 'hour'",
            alice.account().uuid()));
  }

  @Test
  void theKeyShowsHowOftenWhenFromWhereAndByWhatItWasUsed() {
    Person alice = house.alice();
    String key = alice.key("monitor:read");
    alice
        .asks()
        .get("/v1/keys/" + id(alice))
        .then()
        .body("last_used_at", nullValue())
        .body("calls_this_month", equalTo(0));
    Person.asks(key).header("User-Agent", "tests/1 " + "x".repeat(500)).get("/v1/monitors");
    Person.asks(key).header("User-Agent", "tests/2").get("/v1/webhooks").then().statusCode(403);
    counts.flush();
    alice
        .asks()
        .get("/v1/keys/" + id(alice))
        .then()
        .body("last_used_at", equalTo(clock.instant().toString()))
        .body("last_used_address", equalTo("127.0.0.1"))
        .body("last_used_user_agent", equalTo("tests/2"))
        .body("calls_this_month", equalTo(1));
    alice.asks().get("/v1/account").then().body("usage.calls_this_month", equalTo(1));
    Person.asks(key).header("User-Agent", "x".repeat(500)).get("/v1/monitors");
    counts.flush();
    alice
        .asks()
        .get("/v1/keys/" + id(alice))
        .then()
        .body("last_used_user_agent", equalTo("x".repeat(200)));
  }

  @Test
  void aRevokedKeyIsCountedAsRefusedAndNotAsUsed() {
    Person alice = house.alice();
    String key = alice.key("monitor:read");
    String id = id(alice);
    alice.asks().post("/v1/keys/" + id + "/revoke").then().statusCode(200);
    call(key, "/v1/monitors", 401, 3);
    counts.flush();
    usage(alice, id)
        .body("refusals.credential_revoked", equalTo(3))
        .body("calls", equalTo(3))
        .body("addresses", empty());
    alice
        .asks()
        .get("/v1/keys/" + id)
        .then()
        .body("calls_this_month", equalTo(0))
        .body("last_used_at", nullValue());
  }

  @Test
  void theAccountSeesItsRoutesItsKeysAndItsHour() {
    Person alice = house.alice();
    String key = alice.key("monitor:read", "account:read");
    call(key, "/v1/monitors", 200, 4);
    counts.flush();
    alice
        .asks()
        .get("/v1/account/usage?interval=hour")
        .then()
        .statusCode(200)
        .body("calls", greaterThan(4))
        .body("by_key", hasSize(1))
        .body("by_key[0].id", equalTo(id(alice)))
        .body("by_key[0].calls", equalTo(4))
        .body("by_route.find { it.route == '/v1/monitors' }.calls", equalTo(4))
        .body("keys.used", equalTo(1))
        .body("calls_this_month", equalTo(4))
        .body("calls_this_hour", hasKey("limit"));
    Person.asks(key)
        .get("/v1/account/usage")
        .then()
        .statusCode(200)
        .body("$", not(hasKey("by_key")));
  }

  @Test
  void anotherAccountSeesNothingOfIt() {
    Person alice = house.alice();
    String key = alice.key("monitor:read");
    call(key, "/v1/monitors", 200, 2);
    counts.flush();
    Person mallory = house.mallory();
    mallory.asks().get("/v1/keys/" + id(alice) + "/usage").then().statusCode(404);
    mallory.asks().get("/v1/account/usage").then().body("by_key", empty());
  }

  @Test
  void callsBySessionCountForThePersonAndNotForAKey() {
    Person alice = house.alice();
    alice.asks().get("/v1/monitors").then().statusCode(200);
    alice.asks().get("/v1/monitors").then().statusCode(200);
    counts.flush();
    assertEquals(
        2,
        desk.count(
            "select sum(calls) from access_usage where caller_id = ? and span = 'day' and route = '/v1/monitors'",
            alice.founder().member().uuid()));
    alice.asks().get("/v1/account").then().body("usage.calls_this_month", equalTo(0));
  }

  @Test
  void scopesThatNoRouteAskedForInThirtyDaysAreNamed() {
    Person alice = house.alice();
    String key = alice.key("monitor:read", "monitor:delete", "webhook:read");
    call(key, "/v1/monitors", 200, 1);
    counts.flush();
    usage(alice, id(alice)).body("unused_scopes", empty());
    clock.advance(Duration.ofDays(31));
    call(key, "/v1/monitors", 200, 1);
    counts.flush();
    usage(alice, id(alice))
        .body("unused_scopes", containsInAnyOrder("monitor:delete", "webhook:read"));
  }

  @Test
  void aWrongPeriodIsRefused() {
    Person alice = house.alice();
    alice.key("monitor:read");
    String url = id(alice) + "/usage?";
    usage(alice, url + "from=yesterday", 400).body("errors.parameter", hasItem("from"));
    usage(alice, url + "from=2030-01-02T00:00:00Z&to=2030-01-01T00:00:00Z", 400);
    usage(alice, url + "interval=hour&from=2030-01-01T00:00:00Z&to=2030-03-01T00:00:00Z", 400);
    usage(alice, url + "interval=year", 400);
  }

  @Test
  void hoursAndDaysAreForgottenInTimeAndMonthsNever() throws SQLException {
    Person alice = house.alice();
    String key = alice.key("monitor:read");
    call(key, "/v1/monitors", 200, 1);
    counts.flush();
    UUID account = alice.account().uuid();
    assertEquals(3, rows(account));
    clock.advance(Duration.ofDays(36));
    counts.runUpkeep();
    assertEquals(2, rows(account));
    clock.advance(Duration.ofDays(400));
    counts.runUpkeep();
    assertEquals(1, rows(account));
    assertEquals(
        0, desk.count("select count(*) from access_key_address where account_id = ?", account));
    assertEquals(
        0,
        desk.count(
            "select count(last_used_address) from access_key_usage where account_id = ?", account));
  }

  @Test
  void whatCannotBeWrittenIsKeptWholeAndWrittenOnce() {
    Person alice = house.alice();
    String key = alice.key("monitor:read");
    UUID account = alice.account().uuid();
    call(key, "/v1/monitors", 200, 3);
    mishap.happens(10);
    counts.flush();
    assertEquals(0, rows(account), "all of a batch or nothing");
    call(key, "/v1/monitors", 200, 2);
    mishap.happens(1);
    counts.flush();
    counts.flush();
    assertEquals(3, rows(account));
    usage(alice, id(alice)).body("calls", equalTo(5));
    alice.asks().get("/v1/keys/" + id(alice)).then().body("calls_this_month", equalTo(5));
  }

  private long rows(UUID account) {
    return desk.count(
        "select count(*) from access_usage where account_id = ? and caller_kind = 'key'", account);
  }

  private static void call(String key, String path, int status, int times) {
    for (int i = 0; i < times; i++) {
      Person.asks(key).get(path).then().statusCode(status);
    }
  }

  private static String id(Person person) {
    return person.asks().get("/v1/keys").path("data[0].id");
  }

  private static ValidatableResponse usage(Person person, String key) {
    return usage(person, key + "/usage", 200);
  }

  private static ValidatableResponse usage(Person person, String path, int status) {
    return person.asks().get("/v1/keys/" + path).then().statusCode(status);
  }
}
