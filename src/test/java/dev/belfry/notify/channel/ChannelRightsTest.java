package dev.belfry.notify.channel;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ChannelRightsTest extends ChannelScene {

  @Test
  void nothingIsThereForOtherAccounts() {
    String id = made(http(receiver.url()));
    alice.asks().post(CHANNELS + id + "/test").then().statusCode(200);
    String delivery = alice.asks().get(CHANNELS + id + "/deliveries").path("data[0].id");
    Person mallory = house.mallory();
    mallory.asks().get(CHANNELS + id).then().statusCode(404);
    mallory.asks().body(http(receiver.url())).put(CHANNELS + id).then().statusCode(404);
    mallory.asks().delete(CHANNELS + id).then().statusCode(404);
    mallory.asks().post(CHANNELS + id + "/test").then().statusCode(404);
    mallory.asks().get(CHANNELS + id + "/deliveries").then().statusCode(404);
    mallory
        .asks()
        .post(CHANNELS + id + "/deliveries/" + delivery + "/replay")
        .then()
        .statusCode(404);
    mallory.asks().get("/v1/channels").then().body("data", hasSize(0));
    assertTrue(
        accounts
            .in(
                mallory.account(),
                () ->
                    channels.endpoints(mallory.account(), List.of(ChannelId.fromString(id).uuid())))
            .isEmpty());
  }

  @Test
  void needsItsScopes() {
    String id = made(http(receiver.url()));
    String reader = alice.key("channel:read");
    Person.asks(reader).get(CHANNELS + id).then().statusCode(200);
    Person.asks(reader).get("/v1/channel-kinds").then().statusCode(200);
    Person.asks(reader).post(CHANNELS + id + "/test").then().statusCode(403);
    Person.asks(reader).delete(CHANNELS + id).then().statusCode(403);
    String tester = alice.key("channel:test");
    Person.asks(tester).post(CHANNELS + id + "/test").then().statusCode(200);
    Person.asks(tester).get(CHANNELS + id).then().statusCode(403);
    Person.asks(alice.key("channel:create", "monitor:read"))
        .body(http(receiver.url()))
        .post("/v1/channels")
        .then()
        .statusCode(403);
  }

  @Test
  void stopsWhenItsMakerLosesTheRight() {
    String key = alice.key("channel:create", "channel:read", "monitor:read", "incident:read");
    String id =
        Person.asks(key)
            .body(http(receiver.url()))
            .post("/v1/channels")
            .then()
            .extract()
            .path("id");
    String keyId = alice.asks().get("/v1/keys?limit=100").then().extract().path("data[0].id");
    alice.asks().post("/v1/keys/" + keyId + "/revoke").then().statusCode(200);
    alice.asks().post(CHANNELS + id + "/test").then().statusCode(409);
    alice
        .asks()
        .get(CHANNELS + id + "/deliveries")
        .then()
        .body("data[0].status", equalTo("held"))
        .body("data[0].reason", equalTo("owner_lost_right"));
    assertTrue(receiver.got.isEmpty());
  }
}
