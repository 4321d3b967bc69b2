package dev.belfry.notify;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.notify.webhook.WebhookId;
import dev.belfry.platform.database.Accounts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How fast an endpoint gets its news, and to which endpoints they go. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class EndpointPaceTest {
  @Inject House house;
  @Inject Desk desk;
  @Inject TestClock clock;
  @Inject PostOffice office;
  @Inject Accounts accounts;

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

  private String webhook(Map<String, Integer> pace) {
    return alice
        .asks()
        .body(Map.of("url", receiver.url(), "pace", pace))
        .post("/v1/webhooks")
        .then()
        .statusCode(201)
        .body("pace.messages", equalTo(pace.getOrDefault("messages", 0)))
        .extract()
        .path("id");
  }

  private ValidatableResponse ledger(String query) {
    return alice.asks().get("/v1/deliveries?limit=100" + query).then().statusCode(200);
  }

  @Test
  void overTheRateTheyWaitAndNoneIsLost() {
    webhook(Map.of("messages", 3, "window_seconds", 60));
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      sent.add(desk.send(alice.account(), NoticeType.MONITOR_DOWN));
    }
    desk.runDue();
    assertEquals(3, receiver.got.size());
    ledger("&status=pending")
        .body("data", hasSize(7))
        .body("data.reason", everyItem(equalTo("rate_limited")))
        .body("data.next_attempt_at", everyItem(notNullValue()));
    desk.runDue();
    assertEquals(3, receiver.got.size());
    for (int i = 4; i <= 10; i++) {
      clock.advanceSeconds(20);
      desk.runDue();
      assertEquals(i, receiver.got.size());
    }
    List<String> got = receiver.got.stream().map(one -> one.header("webhook-id")).toList();
    assertTrue(got.containsAll(sent));
    ledger("&status=delivered").body("data", hasSize(10));
  }

  @Test
  void anotherPaceCountsAtOnceForWhatWaits() {
    String id = webhook(Map.of("messages", 1, "window_seconds", 86_400));
    for (int i = 0; i < 4; i++) {
      desk.send(alice.account(), NoticeType.MONITOR_DOWN);
    }
    desk.runDue();
    assertEquals(1, receiver.got.size());
    alice
        .asks()
        .contentType("application/merge-patch+json")
        .body(Map.of("pace", Map.of("messages", 0)))
        .patch("/v1/webhooks/" + id)
        .then()
        .statusCode(200)
        .body("pace.messages", equalTo(0));
    desk.runDue();
    assertEquals(4, receiver.got.size());
  }

  @Test
  void whatComesWithinATimeIsToldAsOne() {
    webhook(Map.of("digest_seconds", 60));
    UUID incident = UUID.randomUUID();
    List<String> sent = new ArrayList<>();
    sent.add(desk.send(alice.account(), NoticeType.INCIDENT_CREATED, null, incident));
    desk.runDue();
    clock.advanceSeconds(30);
    sent.add(desk.send(alice.account(), NoticeType.MONITOR_DOWN));
    sent.add(desk.send(alice.account(), NoticeType.INCIDENT_RESOLVED, null, incident));
    desk.runDue();
    assertTrue(receiver.got.isEmpty(), "it collects");
    ledger("&status=pending").body("data.reason", hasItem("digest"));
    clock.advanceSeconds(30);
    desk.runDue();
    JsonPath body = JsonPath.from(receiver.one().body());
    assertEquals("digest", body.getString("type"));
    assertEquals(3, body.getInt("data.count"));
    assertEquals(sent, body.getList("data.notices.id"));
    assertTrue(receiver.got.isEmpty());
    String digest = ledger("&type=digest").extract().path("data[0].id");
    ledger("&status=digested")
        .body("data", hasSize(3))
        .body("data.digested_into", everyItem(equalTo(digest)));

    String alone = desk.send(alice.account(), NoticeType.MONITOR_UP);
    desk.runDue();
    clock.advanceSeconds(60);
    desk.runDue();
    assertEquals(alone, receiver.one().header("webhook-id"));
    ledger("&status=pending").body("data", hasSize(0));
  }

  @Test
  void digestsKeepTheirOrder() {
    webhook(Map.of("digest_seconds", 10));
    receiver.answers(500);
    UUID incident = UUID.randomUUID();
    for (int i = 0; i < 3; i++) {
      desk.send(alice.account(), NoticeType.INCIDENT_CREATED, null, incident);
      desk.send(alice.account(), NoticeType.INCIDENT_UPDATED, null, incident);
      desk.runDue();
      clock.advanceSeconds(10);
      desk.runDue();
    }
    receiver.got.clear();
    receiver.answers(200);
    clock.advanceSeconds(600);
    desk.runDue();
    List<String> told = new ArrayList<>();
    receiver.got.forEach(one -> told.addAll(JsonPath.from(one.body()).getList("data.notices.id")));
    assertEquals(told.stream().sorted().toList(), told);
    assertEquals(6, told.size());
    ledger("&status=pending").body("data", hasSize(0));
  }

  @Test
  void aDigestTellsNothingThatMayNotBeTold() {
    String id = webhook(Map.of("digest_seconds", 10));
    for (int i = 0; i < 3; i++) {
      desk.send(alice.account(), NoticeType.MONITOR_DOWN);
    }
    desk.runDue();
    alice
        .asks()
        .contentType("application/merge-patch+json")
        .body(Map.of("enabled", false))
        .patch("/v1/webhooks/" + id)
        .then()
        .statusCode(200);
    clock.advanceSeconds(10);
    desk.runDue();
    assertTrue(receiver.got.isEmpty());
    ledger("&status=held")
        .body("data", hasSize(3))
        .body("data.reason", everyItem(equalTo("webhook_disabled")));
  }

  @ParameterizedTest
  @CsvSource({"messages,-1", "messages,10001", "window_seconds,0", "digest_seconds,86401"})
  void refusesAPaceThatIsNone(String field, int value) {
    alice
        .asks()
        .body(Map.of("url", receiver.url(), "pace", Map.of(field, value)))
        .post("/v1/webhooks")
        .then()
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/pace/" + field));
  }

  @Test
  void goesToTheseEndpointsAndToNobodyElse() {
    try (Receiver other = new Receiver()) {
      Endpoint one = endpoint(desk.webhook(alice, receiver.url()));
      desk.webhook(alice, other.url());
      UUID incident = UUID.randomUUID();
      String first = sendTo(incident, List.of(one, one, new Endpoint("pigeon", UUID.randomUUID())));
      String second = sendTo(incident, List.of(one));
      sendTo(incident, List.of());
      desk.runDue();
      assertEquals(first, receiver.one().header("webhook-id"));
      assertEquals(second, receiver.one().header("webhook-id"));
      assertTrue(receiver.got.isEmpty() && other.got.isEmpty());
      ledger("&status=held")
          .body("data", hasSize(1))
          .body("data[0].reason", equalTo("unknown_channel"));
    }
  }

  private static Endpoint endpoint(Desk.Made made) {
    return new Endpoint("webhook", WebhookId.fromString(made.id()).uuid());
  }

  private String sendTo(UUID about, List<Endpoint> endpoints) {
    return accounts.in(
        alice.account(),
        () ->
            office
                .sendTo(
                    desk.notice(alice.account(), NoticeType.INCIDENT_UPDATED, null, about),
                    endpoints)
                .text());
  }
}
