package dev.belfry.access.idempotency;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One caller does not use up what all of an account share. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ShareTest {
  private static final String KEY = "Idempotency-Key";
  private static final String NAME = "8e03978e-40d5-43dd";

  @Inject House house;
  @Inject Rows rows;
  @Inject TestClock clock;

  @Test
  void oneCallerHasAShareAndLeavesTheRest() {
    Person alice = house.alice();
    String key = alice.key("category:create", "category:read");
    category(Person.asks(key), "Web").then().statusCode(201);
    rows.change(
        """
        insert into access_idempotency
          (account_id, id, caller_id, route, key_hash, fingerprint, rights, lease_until, kept_until)
        select account_id, gen_random_uuid(), caller_id, route, i, '', '', now(),
          ?::timestamptz + interval '1 hour'
        from access_idempotency, generate_series(1, 999) i where account_id = ?""",
        clock.instant().atOffset(ZoneOffset.UTC),
        alice.account().uuid());
    Person.asks(key)
        .header(KEY, NAME + "-other")
        .body(Map.of("name", "Other"))
        .post("/v1/categories")
        .then()
        .statusCode(429)
        .header("Retry-After", notNullValue())
        .body("code", equalTo("too_many_idempotency_keys"));
    assertEquals(
        "true", category(Person.asks(key), "Web").header("Idempotency-Replayed"), "known before");
    category(alice.asks(), "Of another caller").then().statusCode(201);
  }

  @Test
  void whatOnlyAsksTakesNoPlace() {
    Person alice = house.alice();
    for (int i = 0; i < 2; i++) {
      Response may =
          alice.asks().header(KEY, NAME).body(Map.of("scope", "monitor:read")).post("/v1/keys/can");
      assertEquals(200, may.statusCode(), may.asString());
      assertNull(may.header("Idempotency-Replayed"));
    }
    assertEquals(
        0,
        rows.select("select 1 from access_idempotency where account_id = ?", alice.account().uuid())
            .size());
  }

  private static Response category(RequestSpecification request, String name) {
    return request.header(KEY, NAME).body(Map.of("name", name)).post("/v1/categories");
  }
}
