package dev.belfry.notify.webhook;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.belfry.account.Plan;
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
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class WebhookRightsTest {
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

  @Test
  void countsAgainstThePlan() {
    Person erin = house.onPlan(Plan.FREE);
    post(erin, Map.of("url", URL)).statusCode(201);
    String second = post(erin, Map.of("url", URL)).statusCode(201).extract().path("id");
    post(erin, Map.of("url", URL)).statusCode(409).body("code", equalTo("limit_reached"));
    erin.asks().delete(WEBHOOKS + second).then().statusCode(204);
    erin.asks().get(WEBHOOKS + second).then().statusCode(404);
    post(erin, Map.of("url", URL)).statusCode(201);
  }

  @Test
  @Checklist({55, 56})
  void nothingIsThereForOtherAccounts() {
    String id = made(Map.of("url", receiver.url()));
    desk.send(alice.account(), NoticeType.MONITOR_DOWN);
    desk.runDue();
    String delivery = alice.asks().get(WEBHOOKS + id + "/deliveries").path("data[0].id");
    Person mallory = house.mallory();
    String hers = post(mallory, Map.of("url", receiver.url())).extract().path("id");
    mallory.asks().get(WEBHOOKS + id).then().statusCode(404);
    mallory.asks().body(Map.of("url", URL)).put(WEBHOOKS + id).then().statusCode(404);
    mallory
        .asks()
        .contentType("application/merge-patch+json;charset=utf-8")
        .body("{}")
        .patch(WEBHOOKS + id)
        .then()
        .statusCode(404);
    mallory.asks().delete(WEBHOOKS + id).then().statusCode(404);
    mallory.asks().post(WEBHOOKS + id + "/test").then().statusCode(404);
    mallory.asks().post(WEBHOOKS + id + "/rotate-secret").then().statusCode(404);
    mallory.asks().get(WEBHOOKS + id + "/deliveries").then().statusCode(404);
    mallory
        .asks()
        .post(WEBHOOKS + id + "/deliveries/" + delivery + "/replay")
        .then()
        .statusCode(404);
    mallory
        .asks()
        .post(WEBHOOKS + hers + "/deliveries/" + delivery + "/replay")
        .then()
        .statusCode(404);
    mallory.asks().get("/v1/webhooks").then().body("data", hasSize(1));
    alice.asks().get(WEBHOOKS + id).then().statusCode(200);
  }

  @Test
  void needsItsScopes() {
    String id = made(Map.of("url", URL));
    String reader = alice.key("webhook:read");
    Person.asks(reader).get(WEBHOOKS + id).then().statusCode(200);
    Person.asks(reader).get(WEBHOOKS + id + "/deliveries").then().statusCode(200);
    Person.asks(reader).body(Map.of("url", URL)).post("/v1/webhooks").then().statusCode(403);
    Person.asks(reader).post(WEBHOOKS + id + "/test").then().statusCode(403);
    Person.asks(reader).post(WEBHOOKS + id + "/rotate-secret").then().statusCode(403);
    Person.asks(reader).delete(WEBHOOKS + id).then().statusCode(403);
    house.bob(alice).asks().get("/v1/webhooks").then().statusCode(403);
  }
}
