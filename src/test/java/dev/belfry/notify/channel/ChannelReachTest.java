package dev.belfry.notify.channel;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.account.category.CategoryId;
import dev.belfry.house.Grant;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import dev.belfry.notify.Desk;
import dev.belfry.notify.Endpoint;
import dev.belfry.notify.NoticeType;
import dev.belfry.notify.PostOffice;
import dev.belfry.notify.Receiver;
import dev.belfry.platform.database.Accounts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A channel carries what it is sent, as far as its maker could read it, and nothing else. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ChannelReachTest {
  private static final String CHANNELS = "/v1/channels/";
  private static final String[] SCOPES = {"monitor:read", "incident:read", "channel:*"};

  @Inject House house;
  @Inject Desk desk;
  @Inject PostOffice office;
  @Inject Accounts accounts;
  @Inject Channels channels;

  private Person alice;
  private Receiver receiver;
  private String shop;

  @BeforeEach
  void arrange() {
    alice = house.alice();
    receiver = new Receiver();
    shop =
        alice
            .asks()
            .body(Map.of("name", "Shop"))
            .post("/v1/categories")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  private String made(String key) {
    return Person.asks(key)
        .body(
            Map.of(
                "name",
                "Ops",
                "kind",
                "http",
                "settings",
                Map.of("url", receiver.url(), "body", "{\"t\":\"{{title}}\"}")))
        .post("/v1/channels")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private void send(String id, String type, @Nullable String category) {
    UUID in = category == null ? null : CategoryId.fromString(category).uuid();
    accounts.in(
        alice.account(),
        () -> {
          List<Endpoint> endpoints =
              channels.endpoints(alice.account(), List.of(ChannelId.fromString(id).uuid()));
          return office.sendTo(desk.notice(alice.account(), type, in, null), endpoints);
        });
    desk.runDue();
  }

  private void last(String id, String status, @Nullable String reason) {
    alice
        .asks()
        .get(CHANNELS + id + "/deliveries")
        .then()
        .body("data[0].status", equalTo(status))
        .body("data[0].reason", equalTo(reason));
  }

  @Test
  void carriesWhatItIsSent() {
    String id = made(alice.key(SCOPES));
    send(id, NoticeType.MONITOR_DOWN, null);
    assertEquals("{\"t\":\"Down: Übersicht\"}", receiver.one().body());
    last(id, "delivered", null);
    desk.send(alice.account(), NoticeType.MONITOR_DOWN);
    desk.runDue();
    assertTrue(receiver.got.isEmpty(), "what goes to all subscribers is not for channels");
  }

  @Test
  void saysWhyItCarriedNothing() {
    String narrow = made(Grant.key(alice, Grant.of(SCOPES).in(shop)));
    send(narrow, NoticeType.MONITOR_DOWN, shop);
    last(narrow, "delivered", null);
    receiver.one();
    send(narrow, NoticeType.MONITOR_DOWN, null);
    last(narrow, "held", "out_of_reach");
    String wide = made(alice.key(SCOPES));
    send(wide, NoticeType.KEY_EXPIRING, null);
    last(wide, "held", "owner_lost_right");
    alice
        .asks()
        .contentType("application/merge-patch+json;charset=utf-8")
        .body(Map.of("enabled", false))
        .patch(CHANNELS + wide)
        .then()
        .statusCode(200);
    send(wide, NoticeType.MONITOR_DOWN, null);
    last(wide, "held", "channel_disabled");
    assertTrue(receiver.got.isEmpty());
  }

  @Test
  void whoReachesLessSeesNothingOfIt() {
    String wide = made(alice.key(SCOPES));
    String narrow = Grant.key(alice, Grant.of(SCOPES).in(shop));
    Person.asks(narrow).get(CHANNELS + wide).then().statusCode(404);
    Person.asks(narrow).post(CHANNELS + wide + "/test").then().statusCode(404);
    Person.asks(narrow).get("/v1/channels").then().body("pagination.total", equalTo(0));
    assertFalse(receiver.got.iterator().hasNext());
  }
}
