package dev.belfry.notify;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.account.category.CategoryId;
import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.platform.database.Accounts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class PostOfficeTest {
  @Inject House house;
  @Inject Desk desk;
  @Inject PostOffice office;
  @Inject Accounts accounts;
  @Inject TestClock clock;

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

  private long messages() {
    return desk.count(
        "select count(*) from notify_message where account_id = ?", alice.account().uuid());
  }

  @Test
  void whatIsRolledBackWasNeverSent() {
    desk.webhook(alice, receiver.url());
    assertThrows(
        RuntimeException.class,
        () ->
            accounts.in(
                alice.account(),
                () -> {
                  office.send(desk.notice(alice.account(), NoticeType.MONITOR_DOWN, null, null));
                  throw new IllegalStateException("the state change failed");
                }));
    desk.runDue();
    assertEquals(0, messages());
    assertTrue(receiver.got.isEmpty());
  }

  @Test
  void sendsOnlyInsideATransaction() {
    assertThrows(
        RuntimeException.class,
        () -> office.send(desk.notice(alice.account(), NoticeType.MONITOR_DOWN, null, null)));
  }

  @Test
  @Checklist(56)
  void cannotSendInTheNameOfAnotherAccount() {
    Person mallory = house.mallory();
    assertThrows(
        RuntimeException.class,
        () ->
            accounts.in(
                mallory.account(),
                () ->
                    office.send(
                        desk.notice(alice.account(), NoticeType.MONITOR_DOWN, null, null))));
    assertEquals(0, messages());
  }

  @Test
  void keepsTheMessageWhereNobodyListens() {
    desk.send(alice.account(), NoticeType.MONITOR_DOWN);
    assertEquals(1, messages());
    desk.runDue();
  }

  @Test
  @Checklist(55)
  void tellsNobodyOfAnotherAccount() {
    Person mallory = house.mallory();
    desk.webhook(mallory, receiver.url());
    desk.send(alice.account(), NoticeType.MONITOR_DOWN);
    desk.runDue();
    assertTrue(receiver.got.isEmpty());
  }

  @Test
  void tellsOnlyWhatWasSubscribedTo() {
    alice
        .asks()
        .body(Map.of("url", receiver.url(), "events", List.of("monitor.up")))
        .post("/v1/webhooks")
        .then()
        .statusCode(201);
    desk.send(alice.account(), NoticeType.MONITOR_DOWN);
    String up = desk.send(alice.account(), NoticeType.MONITOR_UP);
    desk.runDue();
    assertEquals(up, receiver.one().header("webhook-id"));
    assertTrue(receiver.got.isEmpty());
  }

  @Test
  @Checklist(71)
  void tellsOfTheCategoriesThatItsMakerCouldRead() {
    String mine = category("mine");
    String other = category("other");
    String webhook = webhookByKeyFor(mine);
    desk.send(alice.account(), NoticeType.MONITOR_DOWN, uuid(other), null);
    desk.send(alice.account(), NoticeType.MONITOR_DOWN, null, null);
    String wanted = desk.send(alice.account(), NoticeType.MONITOR_DOWN, uuid(mine), null);
    desk.runDue();
    assertEquals(wanted, receiver.one().header("webhook-id"));
    assertTrue(receiver.got.isEmpty());

    alice
        .asks()
        .get("/v1/webhooks/" + webhook)
        .then()
        .body("reach[0].categories", equalTo(List.of(mine)));
    alice.asks().delete("/v1/categories/" + mine).then().statusCode(204);
    alice.asks().get("/v1/webhooks/" + webhook).then().body("reach", hasSize(0));
  }

  @Test
  void whoChangesItLendsItTheirReach() {
    String mine = category("mine");
    String webhook = webhookByKeyFor(mine);
    alice
        .asks()
        .contentType("application/merge-patch+json;charset=utf-8")
        .body("{\"description\":\"ours\"}")
        .patch("/v1/webhooks/" + webhook)
        .then()
        .statusCode(200)
        .body("reach[0].categories", equalTo("ALL"));
    desk.send(alice.account(), NoticeType.MONITOR_DOWN, null, null);
    desk.runDue();
    receiver.one();
  }

  @Test
  void whatIsOutOfReachWhenItWouldLeaveIsHeld() {
    String mine = category("mine");
    receiver.answers(500);
    String webhook = webhookByKeyFor(mine);
    desk.send(alice.account(), NoticeType.MONITOR_DOWN, uuid(mine), null);
    desk.runDue();
    receiver.got.clear();
    alice.asks().delete("/v1/categories/" + mine).then().statusCode(204);
    clock.advanceSeconds(5);
    desk.runDue();
    assertTrue(receiver.got.isEmpty());
    alice
        .asks()
        .get("/v1/webhooks/" + webhook + "/deliveries?status=held")
        .then()
        .body("data[0].reason", equalTo("out_of_reach"));
  }

  @Test
  void whatTellsMoreIsNotThereForWhoReachesLess() {
    String webhook = desk.webhook(alice, receiver.url()).id();
    String narrow = keyFor(category("mine"));
    Person.asks(narrow)
        .contentType("application/merge-patch+json;charset=utf-8")
        .body("{\"description\":\"mine now\"}")
        .patch("/v1/webhooks/" + webhook)
        .then()
        .statusCode(404);
    Person.asks(narrow).post("/v1/webhooks/" + webhook + "/rotate-secret").then().statusCode(404);
  }

  /** To read of everything is not to change everything. */
  @Test
  void whoReadsMoreThanHeMayChangeChangesNothingThere() {
    String webhook = desk.webhook(alice, receiver.url()).id();
    String mixed =
        alice
            .asks()
            .body(
                Map.of(
                    "name",
                    "mixed",
                    "grants",
                    List.of(
                        Map.of(
                            "scopes",
                            List.of("webhook:read"),
                            "categories",
                            "ALL",
                            "groups",
                            "ALL"),
                        Map.of(
                            "scopes",
                            List.of("webhook:update", "webhook:delete"),
                            "categories",
                            List.of(category("mixed")),
                            "groups",
                            "ALL"))))
            .post("/v1/keys")
            .then()
            .statusCode(201)
            .extract()
            .path("key");
    Person.asks(mixed).get("/v1/webhooks/" + webhook).then().statusCode(200);
    Person.asks(mixed).post("/v1/webhooks/" + webhook + "/rotate-secret").then().statusCode(403);
    Person.asks(mixed).post("/v1/webhooks/" + webhook + "/test").then().statusCode(403);
    Person.asks(mixed).delete("/v1/webhooks/" + webhook).then().statusCode(403);
  }

  @Test
  @Checklist({66, 71})
  void tellsNothingMoreForAKeyThatWasRevoked() {
    String mine = category("mine");
    String webhook = webhookByKeyFor(mine);
    String key = alice.asks().get("/v1/keys?limit=1").path("data[0].id");
    alice.asks().post("/v1/keys/" + key + "/revoke").then().statusCode(200);
    desk.send(alice.account(), NoticeType.MONITOR_DOWN, uuid(mine), null);
    desk.runDue();
    assertTrue(receiver.got.isEmpty());
    alice
        .asks()
        .get("/v1/webhooks/" + webhook + "/deliveries?status=held")
        .then()
        .body("data[0].reason", equalTo("owner_lost_right"));
  }

  private String webhookByKeyFor(String category) {
    return Person.asks(keyFor(category))
        .body(Map.of("url", receiver.url()))
        .post("/v1/webhooks")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private String keyFor(String category) {
    return alice
        .asks()
        .body(
            Map.of(
                "name",
                "narrow",
                "grants",
                List.of(
                    Map.of(
                        "scopes",
                        List.of(
                            "monitor:read", "incident:read", "webhook:create", "webhook:update"),
                        "categories",
                        List.of(category),
                        "groups",
                        "ALL"))))
        .post("/v1/keys")
        .then()
        .statusCode(201)
        .extract()
        .path("key");
  }

  private String category(String name) {
    return alice
        .asks()
        .body(Map.of("name", name))
        .post("/v1/categories")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static UUID uuid(String category) {
    return CategoryId.fromString(category).uuid();
  }
}
