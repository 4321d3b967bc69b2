package dev.belfry.notify.webhook;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import dev.belfry.notify.Desk;
import dev.belfry.notify.NoticeType;
import dev.belfry.notify.Receiver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class WebhookInputTest {
  private static final String WEBHOOKS = "/v1/webhooks/";
  private static final String URL = "https://receiver.example/hook";

  @Inject House house;
  @Inject Desk desk;

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

  @ParameterizedTest
  @Checklist({101, 104})
  @CsvSource({
    "ftp://receiver.example/, wrong_form",
    "https://user:pass@receiver.example/, wrong_form",
    "https:///hook, wrong_form",
    "receiver.example, wrong_form",
    "https://169.254.169.254/latest, blocked",
    "http://2130706433/, wrong_form",
    "https://0.0.0.0/, blocked",
    "http://93.184.216.34/hook, https_required",
  })
  void refusesTheUrl(String url, String code) {
    post(alice, Map.of("url", url))
        .statusCode(422)
        .body("errors", hasSize(1))
        .body("errors[0].pointer", equalTo("/url"))
        .body("errors[0].code", equalTo(code));
  }

  @Test
  void refusesALongUrl() {
    post(alice, Map.of("url", URL + "/" + "x".repeat(2048)))
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/url"));
  }

  @ParameterizedTest
  @Checklist(106)
  @ValueSource(
      strings = {
        "webhook-id",
        "Webhook-Signature",
        "webhook-anything",
        "X-Webhook-Signature",
        "Content-Type",
        "Host",
        "Content-Length",
        "Transfer-Encoding",
        "Connection",
        "User-Agent",
        "bad name",
      })
  void refusesTheHeader(String name) {
    post(alice, Map.of("url", URL, "headers", Map.of(name, "planted-value")))
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/headers/" + name))
        .body("detail", not(containsString("planted-value")));
  }

  @Test
  @Checklist(106)
  void refusesALineBreakInAHeaderWithoutRepeatingIt() {
    String body =
        post(alice, Map.of("url", URL, "headers", Map.of("X-A", "planted\r\nHost: evil")))
            .statusCode(422)
            .body("errors[0].pointer", equalTo("/headers/X-A"))
            .extract()
            .asString();
    assertTrue(!body.contains("planted") && !body.contains("evil"), body);
  }

  @Test
  void namesAllThatIsWrong() {
    post(
            alice,
            Map.of(
                "url",
                "nowhere",
                "events",
                List.of("monitor.down", "monitor.exploded"),
                "headers",
                Map.of("Host", "x", "X-A", "***")))
        .statusCode(422)
        .body("errors.pointer", hasItems("/url", "/events/1", "/headers/Host", "/headers/X-A"));
    alice.asks().get("/v1/webhooks").then().body("data", hasSize(0));
  }

  @Test
  @Checklist(72)
  void masksHeadersAndKeepsThem() {
    String id =
        made(
            Map.of(
                "url", receiver.url(), "headers", Map.of("X-Token", "planted-token", "X-B", "b")));
    alice
        .asks()
        .get(WEBHOOKS + id)
        .then()
        .body("headers", equalTo(Map.of("X-Token", "***", "X-B", "***")));
    patch(id, "{\"description\":\"new\",\"headers\":{\"X-B\":null,\"X-C\":\"c\"}}")
        .statusCode(200)
        .body("headers", equalTo(Map.of("X-Token", "***", "X-C", "***")));
    alice
        .asks()
        .body(Map.of("url", receiver.url(), "headers", Map.of("x-token", "***")))
        .put(WEBHOOKS + id)
        .then()
        .statusCode(200)
        .body("description", nullValue());
    desk.send(alice.account(), NoticeType.MONITOR_DOWN);
    desk.runDue();
    Receiver.Got got = receiver.one();
    assertEquals("planted-token", got.header("x-token"));
    assertEquals("", got.header("x-c"));
  }

  @Test
  void doesNotSendAKeptHeaderToAnotherHost() {
    String id = made(Map.of("url", URL, "headers", Map.of("X-Token", "planted-token")));
    patch(id, Map.of("url", receiver.url()))
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/headers/X-Token"));
    patch(id, Map.of("url", URL + "/other")).statusCode(200);
    patch(id, Map.of("url", receiver.url(), "headers", Map.of("X-Token", "another")))
        .statusCode(200);
  }

  @Test
  @Checklist(50)
  void nullDoesNotWiden() {
    String id = made(Map.of("url", URL, "events", List.of("monitor.up"), "enabled", false));
    patch(id, "{\"events\":null}").statusCode(422).body("errors[0].pointer", equalTo("/events"));
    patch(id, "{\"enabled\":null}").statusCode(422).body("errors[0].pointer", equalTo("/enabled"));
  }
}
