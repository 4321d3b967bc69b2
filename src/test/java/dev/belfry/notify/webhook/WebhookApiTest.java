package dev.belfry.notify.webhook;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class WebhookApiTest {
  private static final String WEBHOOKS = "/v1/webhooks/";
  private static final String URL = "https://receiver.example/hook";

  @Inject House house;
  @Inject Desk desk;
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

  private ValidatableResponse post(Person person, Object body) {
    return person.asks().body(body).post("/v1/webhooks").then();
  }

  private String made(Map<String, ?> body) {
    return post(alice, body).statusCode(201).extract().path("id");
  }

  private ValidatableResponse patch(String id, Object body) {
    return alice
        .asks()
        .contentType("application/merge-patch+json;charset=utf-8")
        .body(body)
        .patch(WEBHOOKS + id)
        .then();
  }

  @Test
  void showsTheSecretOnce() {
    ValidatableResponse answer = post(alice, Map.of("url", URL)).statusCode(201);
    String id = answer.extract().path("id");
    answer
        .header("Location", containsString(WEBHOOKS + id))
        .header("Cache-Control", containsString("no-store"))
        .body("secret", matchesPattern("whsec_[A-Za-z0-9+/]{43}="))
        .body("events", equalTo(NoticeType.USUAL))
        .body("enabled", equalTo(true))
        .body("reach[0].categories", equalTo("ALL"));
    alice
        .asks()
        .get(WEBHOOKS + id)
        .then()
        .statusCode(200)
        .header("ETag", notNullValue())
        .body("$", not(org.hamcrest.Matchers.hasKey("secret")))
        .body("url", equalTo(URL));
    alice
        .asks()
        .get("/v1/webhooks")
        .then()
        .body("data", hasSize(1))
        .body("data[0]", not(org.hamcrest.Matchers.hasKey("secret")))
        .body("pagination.total", equalTo(1));
  }

  @Test
  void comparesVersions() {
    String id = made(Map.of("url", URL));
    String tag = alice.asks().get(WEBHOOKS + id).header("ETag");
    alice
        .asks()
        .header("If-Match", tag)
        .body(Map.of("url", URL))
        .put(WEBHOOKS + id)
        .then()
        .statusCode(200);
    alice
        .asks()
        .header("If-Match", tag)
        .body(Map.of("url", URL))
        .put(WEBHOOKS + id)
        .then()
        .statusCode(412);
  }

  @Test
  void testsAWebhookOnceAndAtOnce() {
    String id =
        made(Map.of("url", receiver.url(), "enabled", false, "events", List.of("monitor.up")));
    try (Receiver another = new Receiver()) {
      made(Map.of("url", another.url()));
      alice
          .asks()
          .post(WEBHOOKS + id + "/test")
          .then()
          .statusCode(200)
          .body("number", equalTo(1))
          .body("delivered", equalTo(true))
          .body("status_code", equalTo(204));
      assertTrue(receiver.one().body().startsWith("{\"type\":\"webhook.test\",\"id\":\"msg_"));
      assertTrue(another.got.isEmpty());
    }
    receiver.answers(500);
    alice
        .asks()
        .post(WEBHOOKS + id + "/test")
        .then()
        .statusCode(200)
        .body("delivered", equalTo(false))
        .body("error", equalTo("answered 500"));
    clock.advance(Duration.ofDays(1));
    desk.runDue();
    alice
        .asks()
        .get(WEBHOOKS + id + "/deliveries")
        .then()
        .body("data.status", equalTo(List.of("failed", "delivered")))
        .body("data.type", equalTo(List.of("webhook.test", "webhook.test")))
        .body("data[0].attempts", hasSize(1));
  }

  @Test
  void signsWithBothSecretsForADay() throws Exception {
    Desk.Made made = desk.webhook(alice, receiver.url());
    String id = made.id();
    ValidatableResponse rotated =
        alice
            .asks()
            .post(WEBHOOKS + id + "/rotate-secret")
            .then()
            .statusCode(200)
            .header("Cache-Control", containsString("no-store"))
            .body(
                "previous_secret_until",
                equalTo(clock.instant().plus(Duration.ofHours(24)).toString()));
    String next = rotated.extract().path("secret");
    assertTrue(signedBy(id, next) && signedBy(id, made.secret()));
    clock.advance(Duration.ofHours(24));
    assertTrue(signedBy(id, next) && !signedBy(id, made.secret()));
  }

  /** By the signing half of the standard's library, since our clock is not its clock. */
  private boolean signedBy(String id, String secret) throws Exception {
    alice.asks().post(WEBHOOKS + id + "/test").then().statusCode(200);
    Receiver.Got got = receiver.one();
    String expected =
        new com.standardwebhooks.Webhook(secret)
            .sign(
                got.header("webhook-id"),
                Long.parseLong(got.header("webhook-timestamp")),
                got.body());
    return List.of(got.header("webhook-signature").split(" ", -1)).contains(expected);
  }

  @Test
  void listsDeliveriesInStretches() {
    String id = made(Map.of("url", receiver.url()));
    for (int i = 0; i < 5; i++) {
      desk.send(alice.account(), NoticeType.MONITOR_DOWN);
    }
    desk.runDue();
    String deliveries = WEBHOOKS + id + "/deliveries";
    String cursor =
        alice
            .asks()
            .get(deliveries + "?limit=3")
            .then()
            .body("data", hasSize(3))
            .extract()
            .path("next_cursor");
    alice
        .asks()
        .get(deliveries + "?limit=3&cursor=" + cursor)
        .then()
        .body("data", hasSize(2))
        .body("next_cursor", nullValue());
    alice.asks().get(deliveries + "?status=failed").then().body("data", hasSize(0));
    alice.asks().get(deliveries + "?status=lost").then().statusCode(400);
    alice.asks().get(deliveries + "?limit=0").then().statusCode(400);
    alice.asks().get(deliveries + "?cursor=AAAA").then().statusCode(400);
  }

  @Test
  void holdsWhatWaitsWhenDisabledAndReplaysIt() {
    String id = made(Map.of("url", receiver.url()));
    receiver.answers(500);
    desk.send(alice.account(), NoticeType.MONITOR_DOWN);
    desk.runDue();
    patch(id, Map.of("enabled", false)).statusCode(200);
    String delivery =
        alice
            .asks()
            .get(WEBHOOKS + id + "/deliveries")
            .then()
            .body("data[0].status", equalTo("held"))
            .body("data[0].reason", equalTo("webhook_disabled"))
            .extract()
            .path("data[0].id");
    String replay = WEBHOOKS + id + "/deliveries/" + delivery + "/replay";
    alice.asks().post(replay).then().statusCode(409);
    patch(id, Map.of("enabled", true)).statusCode(200);
    receiver.answers(200);
    alice.asks().post(replay).then().statusCode(200).body("status", equalTo("pending"));
    desk.runDue();
    alice
        .asks()
        .get(WEBHOOKS + id + "/deliveries")
        .then()
        .body("data[0].status", equalTo("delivered"));
  }

  @Test
  void isInTheLogBook() {
    String id = made(Map.of("url", receiver.url()));
    patch(id, Map.of("description", "x")).statusCode(200);
    alice.asks().post(WEBHOOKS + id + "/rotate-secret").then().statusCode(200);
    alice.asks().post(WEBHOOKS + id + "/test").then().statusCode(200);
    String delivery = alice.asks().get(WEBHOOKS + id + "/deliveries").path("data[0].id");
    alice.asks().post(WEBHOOKS + id + "/deliveries/" + delivery + "/replay").then().statusCode(200);
    alice.asks().delete(WEBHOOKS + id).then().statusCode(204);
    alice
        .asks()
        .get("/v1/activity?object_id=" + id)
        .then()
        .body(
            "data.action",
            hasItems(
                "webhook.created",
                "webhook.updated",
                "webhook.secret_rotated",
                "webhook.tested",
                "webhook.replayed",
                "webhook.deleted"));
  }
}
