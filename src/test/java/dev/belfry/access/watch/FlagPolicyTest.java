package dev.belfry.access.watch;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import dev.belfry.notify.Desk;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A flag disables a key only where the account wants it. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class FlagPolicyTest {
  @Inject House house;
  @Inject Lookout lookout;
  @Inject Desk desk;

  private Person alice;
  private String key;

  @BeforeEach
  void arrange() {
    alice = house.alice();
    key = alice.key("monitor:read");
  }

  @Test
  void byDefaultAFlagTakesNothingAway() {
    alice.asks().get("/v1/flags/policy").then().statusCode(200).body("disabling", empty());
    sendByPlainHttp();
    alice
        .asks()
        .get("/v1/flags")
        .then()
        .body("data", hasSize(1))
        .body("data[0].disabled_at", nullValue());
    Person.asks(key).get("/v1/monitors").then().statusCode(200);
  }

  @Test
  void aFlagOfAChosenKindDisablesTheKeyAndNothingElse() {
    put("{\"disabling\":[\"plain_http\",\"new_network\"]}", 200)
        .body("disabling", containsInAnyOrder("plain_http", "new_network"));
    alice
        .asks()
        .get("/v1/flags/policy")
        .then()
        .body("disabling", containsInAnyOrder("plain_http", "new_network"));
    String other = alice.key("monitor:read");
    sendByPlainHttp();
    Person.asks(key)
        .get("/v1/monitors")
        .then()
        .statusCode(401)
        .body("code", equalTo("invalid_credential"));
    Person.asks(other).get("/v1/monitors").then().statusCode(200);
    alice.asks().get("/v1/flags").then().body("data[0].disabled_at", notNullValue());
    alice
        .asks()
        .get("/v1/activity?action=key.disabled")
        .then()
        .body("data", hasSize(1))
        .body("data[0].actor.kind", equalTo("system"));
    assertEquals(
        "flagged: plain_http",
        desk.ask(
            "select disabled_reason from access_key where account_id = ? and disabled_at is not null",
            alice.account().uuid()));
  }

  @Test
  void aKeyThatWasEnabledAgainIsNotDisabledByAnOldFlag() {
    put("{\"disabling\":[\"plain_http\"]}", 200);
    sendByPlainHttp();
    desk.ask(
        "update access_key set disabled_at = null, disabled_reason = null where account_id = ?",
        alice.account().uuid());
    sendByPlainHttp();
    Person.asks(key).get("/v1/monitors").then().statusCode(200);
  }

  @Test
  void anotherKindDisablesNothing() {
    put("{\"disabling\":[\"new_network\"]}", 200);
    sendByPlainHttp();
    Person.asks(key).get("/v1/monitors").then().statusCode(200);
  }

  @Test
  void whatCannotBeChosenIsRefused() {
    put("{\"disabling\":[\"new_network\",\"revoked_use\"]}", 422)
        .body("errors.pointer", contains("/disabling/1"));
    put("{\"disabling\":[\"everything\"]}", 422);
    put("{}", 422);
    alice.asks().get("/v1/flags/policy").then().body("disabling", empty());
  }

  @Test
  void thePolicyIsForThoseWhoSetUpTheAccount() {
    Person keeper = house.member(alice, "keeper", "key:read", "key:update");
    keeper.asks().get("/v1/flags/policy").then().statusCode(200);
    keeper.asks().body("{\"disabling\":[]}").put("/v1/flags/policy").then().statusCode(403);
    put("{\"disabling\":[\"new_network\"]}", 200);
    house.mallory().asks().get("/v1/flags/policy").then().body("disabling", empty());
  }

  private io.restassured.response.ValidatableResponse put(String body, int status) {
    return alice.asks().body(body).put("/v1/flags/policy").then().statusCode(status);
  }

  private void sendByPlainHttp() {
    Person.asks(key).header("X-Forwarded-Proto", "http").get("/v1/monitors").then().statusCode(403);
    lookout.look();
  }
}
