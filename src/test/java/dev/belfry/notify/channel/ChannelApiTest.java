package dev.belfry.notify.channel;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.account.Plan;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import dev.belfry.notify.Desk;
import dev.belfry.notify.Endpoint;
import dev.belfry.notify.Pace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ChannelApiTest extends ChannelScene {
  @Inject Desk desk;

  @Test
  void masksWhatIsSecretAndKeepsItByItsMask() {
    String id = made(http(receiver.url()));
    alice
        .asks()
        .get(CHANNELS + id)
        .then()
        .statusCode(200)
        .header("ETag", notNullValue())
        .body("settings.url", equalTo(receiver.url()))
        .body("settings.headers.X-Token", equalTo("***"))
        .body("kind", equalTo("http"))
        .body("enabled", equalTo(true))
        .body("rate", nullValue());
    patch(id, Map.of("name", "Others", "labels", Map.of("a", "b"))).statusCode(200);
    alice.asks().post(CHANNELS + id + "/test").then().statusCode(200);
    assertEquals("hush", receiver.one().header("x-token"));
    patch(id, Map.of("settings", Map.of("url", "https://elsewhere.example/")))
        .statusCode(422)
        .body("errors.pointer", hasItems("/settings/headers/X-Token"));
    patch(id, Map.of("kind", "slack")).statusCode(422).body("errors[0].pointer", equalTo("/kind"));
  }

  @Test
  void testsAChannelOnceAndAtOnce() {
    Map<String, Object> off = http(receiver.url());
    off.put("enabled", false);
    String id = made(off);
    alice
        .asks()
        .post(CHANNELS + id + "/test")
        .then()
        .statusCode(200)
        .body("number", equalTo(1))
        .body("delivered", equalTo(true))
        .body("status_code", equalTo(204));
    assertEquals("{\"t\":\"Test: news of Belfry arrive here\"}", receiver.one().body());
    receiver.answers(401);
    alice
        .asks()
        .post(CHANNELS + id + "/test")
        .then()
        .statusCode(200)
        .body("delivered", equalTo(false))
        .body("error", equalTo("answered 401: refused for good"));
    alice
        .asks()
        .get(CHANNELS + id + "/deliveries")
        .then()
        .body("data.status", equalTo(List.of("failed", "delivered")))
        .body("data.type", equalTo(List.of("channel.test", "channel.test")));
  }

  @Test
  void mailThatIsOffSaysSo() {
    String id = made(Map.of("name", "m", "kind", "email", "settings", Map.of("to", "a@b.example")));
    alice
        .asks()
        .post(CHANNELS + id + "/test")
        .then()
        .statusCode(200)
        .body("delivered", equalTo(false))
        .body("error", containsString("mail is off"));
  }

  @Test
  void isDisabledWhenItsReceiverIsGoneAndReplaysWhenEnabled() {
    String id = made(http(receiver.url()));
    receiver.answers(410);
    alice.asks().post(CHANNELS + id + "/test").then().statusCode(200);
    String delivery =
        alice.asks().get(CHANNELS + id + "/deliveries").then().extract().path("data[0].id");
    alice
        .asks()
        .get(CHANNELS + id)
        .then()
        .body("enabled", equalTo(false))
        .body("disabled_reason", equalTo("gone"));
    String replay = CHANNELS + id + "/deliveries/" + delivery + "/replay";
    alice.asks().post(replay).then().statusCode(409);
    patch(id, Map.of("enabled", true)).statusCode(200).body("disabled_reason", nullValue());
    receiver.answers(200);
    alice.asks().post(replay).then().statusCode(200);
    desk.runDue();
    alice
        .asks()
        .get(CHANNELS + id + "/deliveries")
        .then()
        .body("data[0].status", equalTo("delivered"));
  }

  @Test
  void comparesVersions() {
    String id = made(http(receiver.url()));
    String tag = alice.asks().get(CHANNELS + id).header("ETag");
    Map<String, Object> wanted = http(receiver.url());
    alice.asks().header("If-Match", tag).body(wanted).put(CHANNELS + id).then().statusCode(200);
    alice.asks().header("If-Match", tag).body(wanted).put(CHANNELS + id).then().statusCode(412);
  }

  @Test
  void keepsItsPace() {
    Map<String, Object> wanted = http(receiver.url());
    wanted.put("rate", Map.of("messages", 3, "window_seconds", 60));
    wanted.put("digest_seconds", 120);
    UUID id = ChannelId.fromString(made(wanted)).uuid();
    Kind http = kinds.stream().filter(kind -> kind.kind().equals("http")).findFirst().orElseThrow();
    assertEquals(
        Optional.of(new Pace(3, Duration.ofMinutes(1), Duration.ofMinutes(2))),
        accounts.in(alice.account(), () -> http.pace(alice.account(), id)));
    assertEquals(
        List.of(new Endpoint("http", id)),
        accounts.in(
            alice.account(),
            () -> channels.endpoints(alice.account(), List.of(id, UUID.randomUUID()))));
    wanted.put("rate", Map.of("messages", 0, "window_seconds", 0));
    wanted.put("digest_seconds", -1);
    post(alice, wanted)
        .statusCode(422)
        .body(
            "errors.pointer",
            hasItems("/rate/messages", "/rate/window_seconds", "/digest_seconds"));
  }

  @Test
  void countsAgainstThePlan() {
    Person erin = house.onPlan(Plan.FREE);
    post(erin, http(receiver.url())).statusCode(201);
    String second = post(erin, http(receiver.url())).statusCode(201).extract().path("id");
    post(erin, http(receiver.url())).statusCode(409).body("code", equalTo("limit_reached"));
    erin.asks().get("/v1/account").then().body("usage.channels.used", equalTo(2));
    erin.asks().delete(CHANNELS + second).then().statusCode(204);
    erin.asks().get(CHANNELS + second).then().statusCode(404);
    post(erin, http(receiver.url())).statusCode(201);
  }

  @Test
  void isInTheLogBook() {
    String id = made(http(receiver.url()));
    patch(id, Map.of("description", "x")).statusCode(200);
    alice.asks().post(CHANNELS + id + "/test").then().statusCode(200);
    alice.asks().delete(CHANNELS + id).then().statusCode(204);
    alice
        .asks()
        .get("/v1/activity?object_id=" + id)
        .then()
        .body(
            "data.action",
            hasItems("channel.created", "channel.updated", "channel.tested", "channel.deleted"));
  }

  private ValidatableResponse patch(String id, Object body) {
    return alice
        .asks()
        .contentType("application/merge-patch+json;charset=utf-8")
        .body(body)
        .patch(CHANNELS + id)
        .then();
  }
}
