package dev.belfry.statuspage.subscriber;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;

import dev.belfry.house.Hook;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.notify.Desk;
import dev.belfry.notify.NoticeType;
import dev.belfry.platform.mail.SmtpPeer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What went to many readers does not push out what went to whoever is on call. */
@QuarkusTest
@TestProfile(Letters.WithMail.class)
@QuarkusTestResource(TestDatabase.class)
class OutsidersInLedgerTest {
  private static final String DELIVERIES = "/v1/deliveries";

  @Inject House house;
  @Inject TestClock clock;
  @Inject Letters letters;
  @Inject Desk desk;

  private static ValidatableResponse list(Person person, String query) {
    return person.asks().get(DELIVERIES + query).then().statusCode(200);
  }

  private static ValidatableResponse replay(Person person, Map<String, ?> filter) {
    return person
        .asks()
        .body(Map.of("filter", filter, "dry_run", true))
        .post(DELIVERIES + "/replay")
        .then()
        .statusCode(200);
  }

  @Test
  void newsForReadersAreLeftOutUnlessAskedFor() {
    Person alice = house.alice();
    clock.advanceSeconds(3_600);
    Letters.Made page = Letters.page(alice, "");
    try (Hook hook = new Hook(0);
        SmtpPeer server = Letters.server()) {
      desk.webhook(alice, "http://127.0.0.1:" + hook.port() + "/");
      desk.send(alice.account(), NoticeType.MONITOR_DOWN);
      letters.subscriber(server, page, Letters.address(), List.of());
      letters.subscriber(server, page, Letters.address(), List.of());
      desk.runDue();
    }
    String readers = "/v1/status-pages/" + page.id() + "/subscribers";
    String reader = alice.asks().get(readers).then().extract().path("data[0].id");
    String own = readers + "/" + reader + "/deliveries";
    var delivery = alice.asks().get(own).then().body("data", hasSize(1)).extract();
    String id = delivery.path("data[0].id");
    String message = delivery.path("data[0].message_id");
    list(alice, "").body("data.channel", contains("webhook"));
    list(alice, "?status=delivered").body("data.channel", contains("webhook"));
    list(alice, "?type=" + SubscriberChannel.CONFIRM).body("data", empty());
    list(alice, "?channel=" + reader).body("data.id", contains(id));
    list(alice, "?message_id=" + message).body("data.id", contains(id));
    list(alice, "?channel=status_page_subscriber")
        .body("data", hasSize(2))
        .body("data.channel", everyItem(equalTo("status_page_subscriber")));
    list(alice, "?channel=webhook").body("data.channel", contains("webhook"));
    replay(alice, Map.of("status", "delivered")).body("matched", equalTo(1));
    replay(alice, Map.of("status", "delivered", "channel", "status_page_subscriber"))
        .body("matched", equalTo(0));
    alice
        .asks()
        .post(DELIVERIES + "/" + id + "/replay")
        .then()
        .statusCode(409)
        .body("detail", containsString("gets it once"));
    String narrow = alice.key("monitor:read", "delivery:read");
    Person.asks(narrow).get(DELIVERIES + "/" + id).then().statusCode(200);
    list(house.mallory(), "?channel=status_page_subscriber").body("data", empty());
    alice.asks().delete("/v1/status-pages/" + page.id()).then().statusCode(204);
    alice.asks().get(own).then().statusCode(404);
    list(alice, "").body("data.channel", contains("webhook"));
    replay(alice, Map.of("status", "delivered")).body("matched", equalTo(1));
    alice.asks().get(DELIVERIES + "/" + id).then().statusCode(200);
  }
}
