package dev.belfry.access.watch;

import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.notify.Desk;
import dev.belfry.platform.id.TypeId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Flags as people see them: who may, which, dismissed, and forgotten in time. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class FlagTest {
  private static final String HOME = "127.0.0.1";
  @Inject House house;
  @Inject Lookout lookout;
  @Inject TestClock clock;
  @Inject Desk desk;
  private Person alice;
  private String key;
  private Wanderer wanderer;

  @BeforeEach
  void arrange() {
    alice = house.alice();
    key = alice.key("monitor:read");
    wanderer = new Wanderer(key);
  }

  @Test
  void whatIsKeptToWatchIsForgottenInTime() throws SQLException {
    wanderer.calls(HOME, 1);
    Person.asks(key).get("/v1/monitors/" + TypeId.format("mon", TypeId.next()));
    lookout.look();
    clock.advance(Duration.ofDays(401));
    lookout.runUpkeep();
    for (String table : List.of("access_network", "access_missing", "access_due")) {
      assertEquals(
          0,
          desk.count(
              "select count(*) from " + table + " where account_id = ?", alice.account().uuid()),
          table);
    }
  }

  @Test
  void aFlagIsDismissedOnceAndFiltered() {
    flagged();
    String flag = flags().extract().path("data[0].id");
    alice
        .asks()
        .post("/v1/flags/" + flag + "/dismiss")
        .then()
        .statusCode(200)
        .body("dismissed_at", notNullValue())
        .body("dismissed_by", equalTo(alice.email()));
    alice.asks().post("/v1/flags/" + flag + "/dismiss").then().statusCode(200);
    flags("open=true").body("data", empty());
    flags("open=false&kind=plain_http&key_id=" + id()).body("data", hasSize(1));
    flags("kind=new_network").body("data", empty());
    alice
        .asks()
        .get("/v1/activity?action=flag.dismissed")
        .then()
        .body("data", hasSize(1))
        .body("data[0].object.id", startsWith("flag_"));
  }

  @Test
  void flagsAreForThoseWhoReadAllKeysOfTheirAccount() {
    flagged();
    String flag = flags().extract().path("data[0].id");
    Person mallory = house.mallory();
    mallory.asks().get("/v1/flags").then().body("data", empty());
    mallory.asks().post("/v1/flags/" + flag + "/dismiss").then().statusCode(404);
    house.carol(alice).asks().get("/v1/flags").then().statusCode(403);
    Person reader = house.member(alice, "reader", "key:read");
    reader.asks().get("/v1/flags").then().statusCode(200).body("data", hasSize(1));
    reader.asks().post("/v1/flags/" + flag + "/dismiss").then().statusCode(403);
    flags("open=true").body("data", hasSize(1));
    String narrow = someKeysOnly();
    Person.asks(narrow).get("/v1/flags").then().statusCode(403);
  }

  private String someKeysOnly() {
    String category =
        alice
            .asks()
            .body("{\"name\":\"shop\"}")
            .post("/v1/categories")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    return alice
        .asks()
        .body(
            "{\"name\":\"narrow\",\"grants\":[{\"scopes\":[\"key:read\",\"key:update\"],\"categories\":[\""
                + category
                + "\"],\"groups\":\"ALL\"}]}")
        .post("/v1/keys")
        .then()
        .statusCode(201)
        .extract()
        .path("key");
  }

  private void flagged() {
    Person.asks(key).header("X-Forwarded-Proto", "http").get("/v1/monitors").then().statusCode(403);
    lookout.look();
  }

  private String id() {
    return alice.asks().get("/v1/keys?limit=100").path("data.find { it.name == 'test' }.id");
  }

  private ValidatableResponse flags() {
    return flags("limit=100");
  }

  private ValidatableResponse flags(String filter) {
    return alice.asks().get("/v1/flags?" + filter).then().statusCode(200);
  }
}
