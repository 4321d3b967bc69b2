package dev.belfry.notify.delivery;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Grant;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.notify.Desk;
import dev.belfry.notify.NoticeType;
import dev.belfry.notify.Receiver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class DeliveryLedgerTest {
  private static final String DELIVERIES = "/v1/deliveries";

  @Inject House house;
  @Inject Desk desk;
  @Inject TestClock clock;
  @Inject DeliveryUpkeep upkeep;

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

  private ValidatableResponse list(Person person, String query) {
    return person.asks().get(DELIVERIES + query).then().statusCode(200);
  }

  private ValidatableResponse replay(Person person, Object body) {
    return person.asks().body(body).post(DELIVERIES + "/replay").then();
  }

  private String first(String query) {
    return list(alice, query).extract().path("data[0].id");
  }

  @Test
  void listsWhatWentToAllEndpointsAndWhyNot() {
    try (Receiver another = new Receiver()) {
      String second = desk.webhook(alice, another.url()).id();
      another.answers(500);
      String message = desk.send(alice.account(), NoticeType.MONITOR_DOWN);
      desk.runDue();
      list(alice, "?message_id=" + message)
          .body("data", hasSize(2))
          .body("data.channel", contains("webhook", "webhook"))
          .body("data.endpoint_id", hasItem(webhook));
      list(alice, "?status=delivered").body("data.endpoint_id", contains(webhook));
      list(alice, "?status=pending&webhook=" + second)
          .body("data", hasSize(1))
          .body("data[0].attempts[0].status_code", equalTo(500));
      alice.asks().delete("/v1/webhooks/" + second).then().statusCode(204);
      String held = first("?status=held");
      alice
          .asks()
          .get(DELIVERIES + "/" + held)
          .then()
          .statusCode(200)
          .body("reason", equalTo("webhook_deleted"))
          .body("endpoint_id", startsWith("whk_"));
    }
    list(alice, "?type=monitor.up").body("data", hasSize(0));
    list(alice, "?from=2999-01-01T00:00:00Z").body("data", hasSize(0));
    list(alice, "?to=2999-01-01T00:00:00Z&limit=1")
        .body("data", hasSize(1))
        .body("next_cursor", notNullValue());
    String cursor = list(alice, "?limit=1").extract().path("next_cursor");
    list(alice, "?limit=1&cursor=" + cursor)
        .body("data", hasSize(1))
        .body("next_cursor", nullValue());
    list(alice, "?channel=nonsense").body("data", hasSize(0));
  }

  @ParameterizedTest
  @CsvSource({
    "status=lost",
    "from=yesterday",
    "cursor=AAAA",
    "limit=0",
    "message_id=whk_1",
    "foo=1",
  })
  void refusesWhatItDoesNotKnow(String query) {
    alice.asks().get(DELIVERIES + "?" + query).then().statusCode(400);
  }

  @Test
  void isSeenByWhoHoldsTheScopeWhereverTheEndpointTells() {
    desk.send(alice.account(), NoticeType.MONITOR_DOWN);
    desk.runDue();
    String id = first("");
    String category = alice.asks().body(Map.of("name", "shop")).post("/v1/categories").path("id");
    String narrow = Grant.key(alice, Grant.of("delivery:read", "delivery:replay").in(category));
    Person.asks(narrow).get(DELIVERIES).then().statusCode(200).body("data", hasSize(0));
    Person.asks(narrow).get(DELIVERIES + "/" + id).then().statusCode(404);
    Person.asks(narrow).post(DELIVERIES + "/" + id + "/replay").then().statusCode(404);
    Person.asks(narrow)
        .body(Map.of("ids", List.of(id)))
        .post(DELIVERIES + "/replay")
        .then()
        .body("matched", equalTo(0))
        .body("missing", contains(id));
    String maker =
        Grant.key(alice, Grant.of("webhook:create", "monitor:read", "incident:read").in(category));
    Person.asks(maker)
        .body(Map.of("url", receiver.url(), "events", List.of("monitor.down")))
        .post("/v1/webhooks")
        .then()
        .statusCode(201);
    desk.send(
        alice.account(),
        NoticeType.MONITOR_DOWN,
        dev.belfry.account.category.CategoryId.fromString(category).uuid(),
        null);
    Person.asks(narrow).get(DELIVERIES).then().body("data", hasSize(1));
    String looks = alice.key("delivery:read");
    Person.asks(looks).get(DELIVERIES + "/" + id).then().statusCode(200);
    Person.asks(looks).post(DELIVERIES + "/" + id + "/replay").then().statusCode(403);
    Person mallory = house.mallory();
    list(mallory, "?webhook=" + webhook).body("data", hasSize(0));
    mallory.asks().get(DELIVERIES + "/" + id).then().statusCode(404);
    replay(mallory, Map.of("ids", List.of(id))).statusCode(200).body("missing", contains(id));
  }

  @Test
  void replaysManyInTheOrderOfEachThing() {
    receiver.answers(500);
    UUID incident = UUID.randomUUID();
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      sent.add(desk.send(alice.account(), NoticeType.INCIDENT_UPDATED, null, incident));
    }
    alice
        .asks()
        .contentType("application/merge-patch+json")
        .body(Map.of("enabled", false))
        .patch("/v1/webhooks/" + webhook)
        .then()
        .statusCode(200);
    list(alice, "?status=held").body("data", hasSize(4));
    alice
        .asks()
        .contentType("application/merge-patch+json")
        .body(Map.of("enabled", true))
        .patch("/v1/webhooks/" + webhook)
        .then()
        .statusCode(200);
    replay(alice, Map.of("filter", Map.of("webhook", webhook), "dry_run", true))
        .body("dry_run", equalTo(true))
        .body("replayed", equalTo(4));
    list(alice, "?status=held").body("data", hasSize(4));
    replay(alice, Map.of("filter", Map.of("webhook", webhook)))
        .body("replayed", equalTo(4))
        .body("pending", equalTo(0))
        .body("more", equalTo(false));
    // What is under way is not begun anew, and stays in its place.
    replay(alice, Map.of("filter", Map.of("status", "pending")))
        .body("matched", equalTo(4))
        .body("pending", equalTo(4));
    receiver.answers(200);
    desk.runDue();
    for (String id : sent) {
      assertEquals(id, receiver.one().header("webhook-id"));
    }
    assertTrue(receiver.got.isEmpty());
    alice
        .asks()
        .get("/v1/activity?action=delivery.replayed")
        .then()
        .body("data.object.name", hasItem("4 deliveries"));
    String one = first("?status=delivered");
    alice.asks().post(DELIVERIES + "/" + one + "/replay").then().statusCode(200);
    desk.runDue();
    receiver.one();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}",
        "{'filter':{}}",
        "{'ids':['dlv_1']}",
        "{'ids':[]}",
        "{'filter':{'status':'lost'}}",
        "{'filter':{'status':'failed'},'ids':['dlv_00000000000000000000000000']}",
        "{'everything':true}",
      })
  void refusesAReplayThatSaysNothingClear(String body) {
    replay(alice, body.replace('\'', '"')).statusCode(422);
  }

  @Test
  void forgetsWhatIsOldAndNeverWhatWaits() throws SQLException {
    desk.send(alice.account(), NoticeType.MONITOR_DOWN);
    desk.runDue();
    receiver.answers(410);
    desk.send(alice.account(), NoticeType.MONITOR_UP);
    desk.runDue();
    UUID account = alice.account().uuid();
    desk.ask(
        "update notify_delivery set status = 'PENDING', done_at = null, due_at = ? where account_id = ? and status = 'HELD'",
        clock.instant().plus(Duration.ofDays(1000)).atOffset(java.time.ZoneOffset.UTC),
        account);
    clock.advance(Duration.ofDays(30).minusSeconds(1));
    upkeep.runDue();
    list(alice, "").body("data.status", contains("failed", "delivered"));
    clock.advanceSeconds(2);
    upkeep.runDue();
    list(alice, "").body("data.status", contains("failed"));
    clock.advance(Duration.ofDays(60));
    desk.ask(
        """
        insert into notify_delivery (id, account_id, channel, endpoint_id, message_id, once, status, due_at, created_at)
        select gen_random_uuid(), account_id, channel, gen_random_uuid(), message_id, false, 'PENDING', now() + interval '9 years', created_at
        from notify_delivery where account_id = ?""",
        account);
    upkeep.runDue();
    list(alice, "").body("data.status", contains("pending"));
    assertEquals(
        1, desk.count("select count(*) from notify_message where account_id = ?", account));
  }

  @Test
  void whatWaitsForAnEarlierOneThatIsGoneGoes() throws SQLException {
    UUID account = alice.account().uuid();
    String id = desk.send(alice.account(), NoticeType.INCIDENT_CREATED, null, UUID.randomUUID());
    desk.ask(
        "update notify_delivery set due_at = null, created_at = ? where account_id = ?",
        clock.instant().minusSeconds(600).atOffset(java.time.ZoneOffset.UTC),
        account);
    desk.runDue();
    assertTrue(receiver.got.isEmpty());
    upkeep.runDue();
    desk.runDue();
    assertEquals(id, receiver.one().header("webhook-id"));
  }
}
