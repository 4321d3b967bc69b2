package dev.belfry.access.limit;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestDatabase;
import dev.belfry.platform.id.TypeId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Windows of keys and the hour of an account: what is admitted, and what the caller is told. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class LimitTest {
  @Inject House house;
  @Inject Rows rows;

  @Test
  @Checklist(87)
  void aWindowAdmitsItsBurstAndSaysWhenTheNextIsAdmitted() {
    String key = limited(house.alice(), "{3}", "{3600}");
    Person.asks(key)
        .get("/v1/account")
        .then()
        .statusCode(200)
        .header("RateLimit-Policy", "\"3600s\";q=3;w=3600")
        .header("RateLimit", "\"3600s\";r=2;t=1200");
    assertEquals(List.of(200, 200, 429, 429), calls(key, 4));
    Person.asks(key)
        .get("/v1/account")
        .then()
        .statusCode(429)
        .contentType("application/problem+json")
        .body("code", equalTo("rate_limited"))
        .header("RateLimit", startsWith("\"3600s\";r=0;"))
        .header("Retry-After", matchesPattern("1[01][0-9][0-9]|1200"));
  }

  @Test
  @Checklist(83)
  void aDeniedCallTakesNoTokenOfAnyWindow() {
    Person alice = house.alice();
    String key = limited(alice, "{2,10}", "{3600,86400}");
    assertEquals(List.of(200, 200, 429, 429, 429, 429), calls(key, 6));
    Person.asks(key)
        .get("/v1/account")
        .then()
        .statusCode(429)
        .header("RateLimit", matchesPattern("\"3600s\";r=0;t=1800, \"86400s\";r=8;t=8640"));
  }

  @Test
  @Checklist(83)
  void callsThatComeTogetherAreAdmittedAsOftenAsAllowedAndNoMore() throws Exception {
    String key = limited(house.alice(), "{50,1000}", "{86400,86400}");
    List<Integer> seen = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(32)) {
      List<Future<List<Integer>>> threads = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        threads.add(executor.submit(() -> calls(key, 5)));
      }
      for (Future<List<Integer>> thread : threads) {
        seen.addAll(thread.get());
      }
    }
    assertEquals(50, Collections.frequency(seen, 200));
    assertEquals(110, Collections.frequency(seen, 429));
  }

  @Test
  void everyKeyHasItsOwnWindow() {
    Person alice = house.alice();
    assertEquals(List.of(200, 429), calls(limited(alice, "{1}", "{3600}"), 2));
    assertEquals(List.of(200, 429), calls(limited(alice, "{1}", "{3600}"), 2));
  }

  @Test
  @Checklist(88)
  void rotatingStartsNoWindowAnew() {
    Person alice = house.alice();
    String key = limited(alice, "{3}", "{3600}");
    assertEquals(List.of(200, 200, 200, 429), calls(key, 4));
    String id = alice.asks().get("/v1/keys?limit=1").path("data[0].id");
    String successor =
        alice
            .asks()
            .body("{\"grace_seconds\":0}")
            .post("/v1/keys/" + id + "/rotate")
            .then()
            .statusCode(201)
            .extract()
            .path("key");
    assertEquals(List.of(429), calls(successor, 1));
  }

  @Test
  @Checklist({83, 88})
  void anAccountsHourIsCountedExactlyOverAllItsKeys() {
    Person alice = house.alice();
    rows.change(
        "update access_account set calls_per_hour = 5 where id = ?", alice.account().uuid());
    inAnHourThatDoesNotEnd(alice);
    String one = alice.key("account:read");
    String other = alice.key("account:read");
    List<Integer> seen = new ArrayList<>(calls(one, 3));
    seen.addAll(calls(other, 4));
    assertEquals(List.of(200, 200, 200, 200, 200, 429, 429), seen);
    Person.asks(one)
        .get("/v1/account")
        .then()
        .statusCode(429)
        .header("RateLimit-Policy", "\"account\";q=5;w=3600")
        .header("RateLimit", startsWith("\"account\";r=0;t="));
    assertEquals(
        List.of(5L),
        rows.select("select used from access_hour where account_id = ?", alice.account().uuid()));
    alice.asks().get("/v1/account").then().statusCode(200).header("RateLimit", nullValue());
  }

  @Test
  void whatTheKeysWindowDeniesIsNotTakenFromTheHour() {
    Person alice = house.alice();
    rows.change(
        "update access_account set calls_per_hour = 100 where id = ?", alice.account().uuid());
    inAnHourThatDoesNotEnd(alice);
    String key = limited(alice, "{2}", "{3600}");
    assertEquals(List.of(200, 200, 429, 429), calls(key, 4));
    assertEquals(
        List.of(2L),
        rows.select("select used from access_hour where account_id = ?", alice.account().uuid()));
  }

  @Test
  @Checklist(83)
  void aNewHourBeginsAtZero() {
    Person alice = house.alice();
    rows.change(
        "update access_account set calls_per_hour = 2 where id = ?", alice.account().uuid());
    rows.change(
        "insert into access_hour values (?, date_trunc('hour', now()) - interval '1 hour', 2)",
        alice.account().uuid());
    assertEquals(List.of(200), calls(alice.key("account:read"), 1));
    assertEquals(
        List.of(1L),
        rows.select("select used from access_hour where account_id = ?", alice.account().uuid()));
  }

  /** An hour that lies ahead stays the current one until it is over. */
  private void inAnHourThatDoesNotEnd(Person owner) {
    rows.change(
        "insert into access_hour values (?, date_trunc('hour', now()) + interval '1 hour', 0)",
        owner.account().uuid());
  }

  private String limited(Person owner, String requests, String seconds) {
    String key = owner.key("account:read");
    rows.change(
        "update access_key set limit_requests = ?::int[], limit_seconds = ?::int[] where id = ?",
        requests,
        seconds,
        newestKey(owner));
    return key;
  }

  private static UUID newestKey(Person owner) {
    String id = owner.asks().get("/v1/keys?limit=1").path("data[0].id");
    return TypeId.parse("key", id).orElseThrow();
  }

  private static List<Integer> calls(String key, int times) {
    Integer[] statuses = new Integer[times];
    Arrays.setAll(statuses, i -> Person.asks(key).get("/v1/account").statusCode());
    return List.of(statuses);
  }
}
