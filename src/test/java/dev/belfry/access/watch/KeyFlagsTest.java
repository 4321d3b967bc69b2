package dev.belfry.access.watch;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.belfry.access.usage.Counts;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.notify.Desk;
import dev.belfry.platform.id.TypeId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is noticed of a key over weeks, through real calls from several addresses. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class KeyFlagsTest {
  private static final String HOME = "127.0.0.1";
  @Inject House house;
  @Inject Lookout lookout;
  @Inject Counts counts;
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
    // At the beginning of an hour and of a day, so that steps of an hour stay within the day.
    clock.advance(
        Duration.between(
            clock.instant(),
            clock.instant().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1))));
  }

  @Test
  void aNewNetworkOfAKeyWithAHistoryIsFlaggedOnceADay() {
    wanderer.calls(HOME, 20);
    lookout.look();
    clock.advance(Duration.ofDays(1));
    wanderer.calls("127.0.7.1", 1);
    lookout.look();
    flags()
        .body("data", hasSize(1))
        .body("data[0].kind", equalTo("new_network"))
        .body("data[0].network", equalTo("127.0.7.0/24"))
        .body("data[0].address", equalTo("127.0.7.1"))
        .body("data[0].subject.type", equalTo("key"))
        .body("data[0].subject.id", equalTo(id()))
        .body("data[0].at", equalTo(clock.instant().toString()));
    wanderer.calls("127.0.7.2", 1);
    wanderer.calls("127.0.8.1", 1);
    lookout.look();
    flags().body("data", hasSize(1));
    clock.advance(Duration.ofDays(1));
    wanderer.calls("127.0.7.3", 1);
    wanderer.calls("127.0.8.1", 1);
    lookout.look();
    flags().body("data", hasSize(1));
    wanderer.calls("127.0.9.1", 1);
    lookout.look();
    flags().body("data", hasSize(2));
    alice
        .asks()
        .get("/v1/activity?action=key.flagged.new_network")
        .then()
        .body("data", hasSize(2))
        .body("data[0].actor.kind", equalTo("system"))
        .body("data[0].object.id", equalTo(id()));
  }

  @Test
  void aKeyWithoutAHistoryMayComeFromAnywhere() {
    wanderer.calls(HOME, 25);
    wanderer.calls("127.0.7.1", 1);
    lookout.look();
    wanderer.calls("127.0.8.1", 1);
    lookout.look();
    flags().body("data", empty());
  }

  @Test
  void aPersonWhoCallsFromElsewhereIsFlaggedToo() {
    for (int i = 0; i < 20; i++) {
      alice.asks().get("/v1/monitors").then().statusCode(200);
    }
    lookout.look();
    clock.advance(Duration.ofDays(1));
    new Wanderer("X-Session-ID", alice.session()).calls("127.0.7.1", 1);
    lookout.look();
    flags()
        .body("data", hasSize(1))
        .body("data[0].subject.type", equalTo("member"))
        .body("data[0].subject.name", equalTo("alice"));
    flags("key_id=" + id()).body("data", empty());
  }

  @Test
  void aRevokedKeyIsFlaggedAtItsFirstUseAndThenOnceAnHour() {
    String id = id();
    alice.asks().post("/v1/keys/" + id + "/revoke").then().statusCode(200);
    wanderer.answers(HOME, 401, 1);
    lookout.look();
    flags().body("data.kind", contains("revoked_use"));
    wanderer.answers(HOME, 401, 3);
    lookout.look();
    flags().body("data", hasSize(1));
    clock.advance(Duration.ofHours(1));
    wanderer.answers("127.0.7.1", 401, 1);
    lookout.look();
    flags()
        .body("data.kind", contains("revoked_use", "revoked_use"))
        .body("data.address", contains("127.0.7.1", HOME))
        .body("data.network", contains("127.0.7.0/24", "127.0.0.0/24"));
  }

  @Test
  void aRotatedKeyIsFlagged() {
    desk.ask(
        "update access_key set successor_id = id, expires_at = now() - interval '1 minute' where id = ?",
        TypeId.require("key", id()));
    wanderer.answers(HOME, 401, 1);
    lookout.look();
    flags().body("data.kind", contains("rotated_use"));
  }

  @Test
  void aKeyOnAWrongRouteByPlainHttpOrFromElsewhereIsFlagged() {
    Person.asks(key).header("X-Forwarded-Proto", "http").get("/v1/monitors").then().statusCode(403);
    UUID id = TypeId.require("key", id());
    desk.ask("update access_key set type = 'ing' where id = ?", id);
    wanderer.answers(HOME, 403, 1);
    desk.ask("update access_key set allowed_networks = '{10.0.0.0/8}' where id = ?", id);
    wanderer.answers(HOME, 401, 1);
    lookout.look();
    flags().body("data.kind.sort()", contains("outside_networks", "plain_http", "wrong_key_type"));
  }

  @Test
  void manyRefusalsAndManyGuessesAreFlagged() {
    for (int i = 0; i < Conduct.MANY_REFUSED; i++) {
      Person.asks(key).get("/v1/webhooks").then().statusCode(403);
    }
    for (int i = 0; i < Conduct.MANY_MISSING; i++) {
      Person.asks(key)
          .get("/v1/monitors/" + TypeId.format("mon", TypeId.next()))
          .then()
          .statusCode(404);
    }
    lookout.look();
    flags()
        .body("data.kind.sort()", contains("enumeration", "failed_burst"))
        .body("data.find { it.kind == 'failed_burst' }.calls", equalTo(Conduct.MANY_REFUSED))
        .body("data.find { it.kind == 'enumeration' }.calls", equalTo(Conduct.MANY_MISSING));
  }

  @Test
  void oneMissingThingAskedForAgainAndAgainIsNoGuessing() {
    String gone = "/v1/monitors/" + TypeId.format("mon", TypeId.next());
    for (int i = 0; i < Conduct.MANY_MISSING + 5; i++) {
      Person.asks(key).get(gone).then().statusCode(404);
      if (i % 10 == 0) {
        counts.flush();
      }
    }
    lookout.look();
    flags().body("data", empty());
  }

  @Test
  void anAddressThatTriesManyPasswordsIsFlaggedForTheAccount() {
    for (int i = 0; i < Watch.MANY_FAILURES; i++) {
      RestAssured.given()
          .contentType("application/json")
          .body(Map.of("email", alice.email(), "password", "not the password " + i))
          .post("/v1/session")
          .then()
          .statusCode(401);
    }
    lookout.look();
    flags()
        .body("data.kind", contains("failed_burst"))
        .body("data[0].subject.type", equalTo("account"))
        .body("data[0].address", equalTo(HOME))
        .body("data[0].calls", equalTo(Watch.MANY_FAILURES));
  }

  @Test
  void anHourOfTheWeekInWhichItNeverCalledIsFlagged() {
    for (int day = 0; day < 29; day++) {
      wanderer.calls(HOME, 1);
      clock.advance(Duration.ofHours(1));
      wanderer.calls(HOME, 1);
      counts.flush();
      clock.advance(Duration.ofHours(23));
    }
    lookout.look();
    flags().body("data", empty());
    clock.advance(Duration.ofHours(5));
    wanderer.calls(HOME, 1);
    lookout.look();
    flags()
        .body("data.kind", contains("unusual_hour"))
        .body("data[0].address", equalTo(HOME))
        .body("data[0].network", equalTo("127.0.0.0/24"));
  }

  @Test
  void farMoreCallsThanUsualAreFlagged() {
    wanderer.calls(HOME, 3);
    lookout.look();
    clock.advance(Duration.ofDays(7));
    wanderer.calls(HOME, (int) Volume.FLOOR);
    lookout.look();
    flags().body("data", empty());
    wanderer.calls(HOME, 1);
    lookout.look();
    flags()
        .body("data.kind", contains("unusual_volume"))
        .body("data[0].calls", equalTo((int) Volume.FLOOR + 1))
        .body("data[0].usual_calls", equalTo(0));
  }

  @Test
  void aKeyThatWakesAfterMoreThanThirtyDaysIsFlagged() {
    wanderer.calls(HOME, 1);
    lookout.look();
    clock.advance(Duration.ofDays(31));
    wanderer.calls(HOME, 1);
    lookout.look();
    wanderer.calls(HOME, 1);
    lookout.look();
    flags().body("data.kind", contains("dormant_use"));
  }

  @Test
  void aKeyThatNobodyUsesForNinetyDaysIsFlaggedOnce() throws SQLException {
    wanderer.calls(HOME, 1);
    lookout.look();
    clock.advance(Duration.ofDays(89));
    lookout.runUpkeep();
    flags().body("data", empty());
    clock.advance(Duration.ofDays(1));
    lookout.runUpkeep();
    lookout.runUpkeep();
    clock.advance(Duration.ofDays(30));
    lookout.runUpkeep();
    flags().body("data.kind", contains("unused"));
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
