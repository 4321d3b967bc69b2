package dev.belfry.notify;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class DeliveriesTest {
  @Inject House house;
  @Inject Desk desk;
  @Inject TestClock clock;

  private Person alice;
  private Receiver receiver;
  private String webhook;

  @BeforeEach
  void arrange() {
    alice = house.alice();
    receiver = new Receiver();
    webhook = desk.webhook(alice, receiver.url()).id();
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  private ValidatableResponse ledger() {
    return alice.asks().get("/v1/webhooks/" + webhook + "/deliveries").then().statusCode(200);
  }

  @Test
  void deliversTheBodyOfTheApi() {
    String id = desk.send(alice.account(), NoticeType.MONITOR_DOWN);
    String at = clock.instant().toString();
    desk.runDue();

    Receiver.Got got = receiver.one();
    assertEquals("POST", got.method());
    assertEquals("/hook", got.path());
    assertEquals("application/json", got.header("content-type"));
    assertTrue(got.header("user-agent").startsWith("Belfry/"), got.header("user-agent"));
    assertEquals(
        "{\"type\":\"monitor.down\",\"id\":\"%s\",\"timestamp\":\"%s\",\"account_id\":\"%s\",\"data\":{\"monitor\":{\"name\":\"Übersicht\"}}}"
            .formatted(id, at, alice.account().text()),
        got.body());
    ledger()
        .body("data", hasSize(1))
        .body("data[0].message_id", equalTo(id))
        .body("data[0].type", equalTo("monitor.down"))
        .body("data[0].status", equalTo("delivered"))
        .body("data[0].next_attempt_at", nullValue())
        .body("data[0].attempts", hasSize(1))
        .body("data[0].attempts[0].status_code", equalTo(204))
        .body("data[0].attempts[0].delivered", equalTo(true));
    desk.runDue();
    assertTrue(receiver.got.isEmpty(), "delivered once");
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 400, 404, 429, 302, 301})
  void triesAgainWithTheSameIdAfter(int status) {
    receiver.answers(status, "Location", receiver.url());
    String id = desk.send(alice.account(), NoticeType.MONITOR_DOWN);
    desk.runDue();
    Receiver.Got first = receiver.one();
    ledger()
        .body("data[0].status", equalTo("pending"))
        .body("data[0].last_status", equalTo(status))
        .body("data[0].next_attempt_at", notNullValue());
    desk.runDue();
    assertTrue(receiver.got.isEmpty(), "not before it is due, and no redirect followed");

    clock.advanceSeconds(5);
    receiver.answers(200);
    desk.runDue();
    Receiver.Got second = receiver.one();
    assertEquals(id, first.header("webhook-id"));
    assertEquals(id, second.header("webhook-id"));
    assertEquals(first.body(), second.body());
    assertNotEquals(first.header("webhook-timestamp"), second.header("webhook-timestamp"));
    assertNotEquals(first.header("webhook-signature"), second.header("webhook-signature"));
    ledger()
        .body("data[0].status", equalTo("delivered"))
        .body("data[0].attempts.number", contains(1, 2))
        .body("data[0].attempts.status_code", contains(status, 200));
  }

  @Test
  void triesAgainWhenNobodyListens() {
    receiver.close();
    desk.send(alice.account(), NoticeType.MONITOR_DOWN);
    desk.runDue();
    ledger()
        .body("data[0].status", equalTo("pending"))
        .body("data[0].last_status", nullValue())
        .body("data[0].last_error", equalTo("127.0.0.1 refused the connection"));
  }

  @Test
  void givesUpAfterThreeDaysAndBringsItWhenReplayed() {
    receiver.answers(500);
    String id = desk.send(alice.account(), NoticeType.MONITOR_DOWN);
    desk.runDue();
    clock.advance(Duration.ofDays(3));
    desk.runDue();
    ledger().body("data[0].status", equalTo("failed")).body("data[0].attempts", hasSize(2));
    clock.advance(Duration.ofDays(3));
    desk.runDue();
    assertEquals(2, receiver.got.size());

    receiver.answers(200);
    replay(ledger().extract().path("data[0].id")).body("status", equalTo("pending"));
    receiver.got.clear();
    desk.runDue();
    assertEquals(id, receiver.one().header("webhook-id"));
    ledger()
        .body("data", hasSize(1))
        .body("data[0].status", equalTo("delivered"))
        .body("data[0].attempts.number", contains(1, 2, 3));
  }

  @Test
  void retriesBeginAnewAfterAReplay() {
    receiver.answers(500);
    desk.send(alice.account(), NoticeType.MONITOR_DOWN);
    desk.runDue();
    clock.advance(Duration.ofDays(3));
    desk.runDue();
    replay(ledger().extract().path("data[0].id"));
    desk.runDue();
    ledger().body("data[0].status", equalTo("pending")).body("data[0].attempts", hasSize(3));
  }

  private ValidatableResponse replay(String delivery) {
    return alice
        .asks()
        .post("/v1/webhooks/" + webhook + "/deliveries/" + delivery + "/replay")
        .then()
        .statusCode(200);
  }

  @Test
  @Checklist(108)
  void heedsRetryAfter() {
    receiver.answers(503, "Retry-After", "3600");
    desk.send(alice.account(), NoticeType.MONITOR_DOWN);
    desk.runDue();
    clock.advanceSeconds(3599);
    desk.runDue();
    assertEquals(1, receiver.got.size());
    clock.advanceSeconds(1);
    desk.runDue();
    assertEquals(2, receiver.got.size());
  }

  @Test
  @Checklist(108)
  void isDisabledByGone() {
    receiver.answers(500);
    desk.send(alice.account(), NoticeType.MONITOR_DOWN);
    desk.runDue();
    receiver.answers(410);
    desk.send(alice.account(), NoticeType.MONITOR_UP);
    desk.runDue();
    alice
        .asks()
        .get("/v1/webhooks/" + webhook)
        .then()
        .body("enabled", equalTo(false))
        .body("disabled_reason", equalTo("gone"));
    ledger()
        .body("data.type", contains("monitor.up", "monitor.down"))
        .body("data.status", contains("failed", "held"))
        .body("data[1].reason", equalTo("webhook_disabled"));
    receiver.got.clear();
    desk.send(alice.account(), NoticeType.MONITOR_DOWN);
    clock.advance(Duration.ofDays(1));
    desk.runDue();
    assertTrue(receiver.got.isEmpty(), "nothing goes there any more");
    alice
        .asks()
        .get("/v1/activity?action=webhook.disabled")
        .then()
        .body("data", hasSize(1))
        .body("data[0].actor.kind", equalTo("system"));
  }

  @Test
  @Checklist(107)
  void readsLittleOfAnEndlessAnswerAndKeepsNothing() {
    receiver.streamsForEver();
    desk.send(alice.account(), NoticeType.MONITOR_DOWN);
    desk.runDue();
    ledger().body("data[0].status", equalTo("delivered"));
    assertEquals(
        0,
        desk.count(
            "select count(*) from notify_attempt a where a::text like '%secret of the receiver%'"));
  }

  @Test
  void aDeletedWebhookGetsNothingMore() {
    receiver.answers(500);
    desk.send(alice.account(), NoticeType.MONITOR_DOWN);
    desk.runDue();
    receiver.got.clear();
    alice.asks().delete("/v1/webhooks/" + webhook).then().statusCode(204);
    clock.advance(Duration.ofDays(1));
    desk.runDue();
    assertTrue(receiver.got.isEmpty());
    assertEquals(
        "HELD webhook_deleted",
        desk.ask(
            "select status || ' ' || reason from notify_delivery where account_id = ?",
            alice.account().uuid()));
  }

  @Test
  @Checklist(108)
  void everyReceiverGetsTheSameId() {
    try (Receiver another = new Receiver()) {
      desk.webhook(alice, another.url());
      desk.send(alice.account(), NoticeType.MONITOR_DOWN);
      desk.runDue();
      Receiver.Got one = receiver.one();
      Receiver.Got two = another.one();
      assertEquals(one.header("webhook-id"), two.header("webhook-id"));
      assertFalse(
          one.header("webhook-signature").equals(two.header("webhook-signature")),
          "each has its own secret");
    }
  }
}
