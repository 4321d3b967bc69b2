package dev.belfry.alerting;

import static org.hamcrest.Matchers.contains;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.access.credential.KeyId;
import dev.belfry.access.key.KeyNotice;
import dev.belfry.access.watch.Lookout;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import dev.belfry.notify.Desk;
import dev.belfry.notify.NoticeType;
import dev.belfry.notify.Receiver;
import dev.belfry.platform.database.Accounts;
import dev.belfry.platform.event.Subject;
import dev.belfry.platform.id.TypeId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** News of keys reach the webhooks that asked for them, and no others. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class CredentialNewsTest {
  @Inject House house;
  @Inject Lookout lookout;
  @Inject Desk desk;
  @Inject Accounts accounts;
  @Inject Event<KeyNotice> events;

  private Person alice;
  private Receiver receiver;

  @BeforeEach
  void arrange() {
    alice = house.alice();
    receiver = new Receiver();
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void aFlagIsToldWithAllThatIsKnownOfIt() {
    subscribe(alice, 201, NoticeType.KEY_FLAGGED);
    flag();
    JsonPath body = new JsonPath(receiver.one().body());
    assertEquals("key.flagged", body.getString("type"));
    assertEquals(alice.account().text(), body.getString("account_id"));
    assertEquals("plain_http", body.getString("data.flag.kind"));
    assertEquals("key", body.getString("data.flag.subject.type"));
    assertTrue(body.getString("data.flag.id").startsWith("flag_"));
    assertTrue(receiver.got.isEmpty(), "once");
  }

  @Test
  void whoSaysNothingIsToldOfWhatIsWatchedAlone() {
    desk.webhook(alice, receiver.url());
    alice
        .asks()
        .get("/v1/webhooks")
        .then()
        .body("data[0].events", contains(NoticeType.USUAL.toArray()));
    flag();
    assertTrue(receiver.got.isEmpty());
  }

  @Test
  void whoMayNotReadAllKeysCannotAsk() {
    Person bob = house.member(alice, "bob", "webhook:create", "webhook:read", "monitor:read");
    subscribe(bob, 403, NoticeType.KEY_FLAGGED);
    subscribe(bob, 201, NoticeType.MONITOR_DOWN);
    Person keeper = house.member(alice, "keeper", "webhook:create", "key:read");
    subscribe(keeper, 201, NoticeType.KEY_FLAGGED, NoticeType.KEY_UNUSED);
  }

  @Test
  void anotherAccountIsToldNothing() {
    subscribe(house.mallory(), 201, NoticeType.KEY_FLAGGED);
    flag();
    assertTrue(receiver.got.isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"key.expiring", "key.expired", "key.rotation_due", "key.unused"})
  void whatIsDueByAKeysAgeIsTold(String action) {
    subscribe(alice, 201, action);
    KeyId key = new KeyId(TypeId.next());
    accounts.in(
        alice.account(),
        () -> {
          events.fire(
              new KeyNotice(
                  alice.account(),
                  Subject.of("key", key, "old one"),
                  Instant.EPOCH,
                  action,
                  key,
                  "old one",
                  "bfy_svc_old1…old2",
                  alice.founder().member(),
                  null,
                  7));
          return key;
        });
    desk.runDue();
    JsonPath body = new JsonPath(receiver.one().body());
    assertEquals(action, body.getString("type"));
    assertEquals(key.text(), body.getString("data.key.id"));
    assertEquals("old one", body.getString("data.key.name"));
    assertEquals("bfy_svc_old1…old2", body.getString("data.key.hint"));
    assertEquals(7, body.getInt("data.days"));
  }

  private void subscribe(Person person, int status, String... events) {
    person
        .asks()
        .body(Map.of("url", receiver.url(), "events", List.of(events)))
        .post("/v1/webhooks")
        .then()
        .statusCode(status);
  }

  private void flag() {
    Person.asks(alice.key("monitor:read"))
        .header("X-Forwarded-Proto", "http")
        .get("/v1/monitors")
        .then()
        .statusCode(403);
    lookout.look();
    desk.runDue();
  }
}
