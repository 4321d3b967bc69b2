package dev.belfry.notify.channel.email;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.Postbox;
import dev.belfry.house.Rows;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.notify.Desk;
import dev.belfry.notify.Endpoint;
import dev.belfry.notify.PostOffice;
import dev.belfry.notify.channel.ChannelId;
import dev.belfry.platform.database.Accounts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nobody is written to who has not said that he wants it, by a mail that he really received. */
@QuarkusTest
@TestProfile(Postbox.Profile.class)
@QuarkusTestResource(TestDatabase.class)
class AddressTest {
  private static final String CHANNELS = "/v1/channels/";
  private static Postbox post;

  @Inject House house;
  @Inject Rows rows;
  @Inject TestClock clock;
  @Inject Desk desk;
  @Inject PostOffice office;
  @Inject Accounts accounts;
  @Inject AddressMails mails;

  @BeforeAll
  static void open() {
    post = new Postbox();
  }

  @AfterAll
  static void shut() {
    post.close();
  }

  @Test
  void newsAreHeldUntilTheOwnerOfTheAddressWantsThem() throws SQLException {
    Person alice = house.alice();
    String stranger = address();
    String id = made(alice, stranger);
    shown(alice, id).body("waits_for", equalTo("address_unconfirmed"));
    test(alice, id).then().statusCode(409).body("code", equalTo("address_unconfirmed"));
    send(alice, id);
    alice
        .asks()
        .get(CHANNELS + id + "/deliveries")
        .then()
        .body("data.status", equalTo(List.of("held")))
        .body("data.reason", equalTo(List.of("address_unconfirmed")));
    mails.runDue();
    String code = post.code(stranger, 1);
    // Programs that look for viruses open links.
    given().get("/confirm-address").then().statusCode(200).body(containsString("I want them"));
    shown(alice, id).body("waits_for", equalTo("address_unconfirmed"));
    confirm("bfy_adr_" + "A".repeat(43)).then().statusCode(401);
    confirm(code).then().statusCode(200);
    confirm(code).then().statusCode(401);
    shown(alice, id).body("waits_for", nullValue());
    test(alice, id).then().statusCode(200).body("delivered", equalTo(true));
    send(alice, id);
    post.received(stranger, 3);
  }

  @Test
  void theLogBookKnowsOfItAndNotFromWhere() throws SQLException {
    Person alice = house.alice();
    String stranger = address();
    made(alice, stranger);
    mails.runDue();
    String code = post.code(stranger, 1);
    confirm("bfy_adr_" + "A".repeat(43)).then().statusCode(401);
    entries(alice).body("data", hasSize(0));
    confirm(code).then().statusCode(200);
    entries(alice)
        .body("data", hasSize(1))
        .body("data[0].actor.kind", equalTo("anonymous"))
        .body("data[0].object.type", equalTo("address"))
        .body("data[0].object.name", equalTo(stranger))
        .body("data[0].address", nullValue())
        .body(not(containsString(code)));
    entries(house.mallory()).body("data", hasSize(0));
  }

  private static ValidatableResponse entries(Person reader) {
    return reader.asks().get("/v1/activity?action=address.confirmed").then().statusCode(200);
  }

  @Test
  void whatOneAccountWasToldCountsForNoOther() throws SQLException {
    String stranger = address();
    made(house.alice(), stranger);
    mails.runDue();
    confirm(post.code(stranger, 1)).then().statusCode(200);
    Person mallory = house.mallory();
    shown(mallory, made(mallory, stranger)).body("waits_for", equalTo("address_unconfirmed"));
  }

  @Test
  void membersWithAProvenAddressAreNotAsked() throws SQLException {
    Person alice = house.alice();
    Person bob = house.bob(alice);
    shown(alice, made(alice, bob.email())).body("waits_for", nullValue());
    rows.change("update access_user set address_proven = false where email = ?", bob.email());
    shown(alice, made(alice, bob.email())).body("waits_for", equalTo("address_unconfirmed"));
    String other = house.mallory().email();
    shown(alice, made(alice, other)).body("waits_for", equalTo("address_unconfirmed"));
  }

  @Test
  void anotherAddressIsAskedAnew() throws SQLException {
    Person alice = house.alice();
    String first = address();
    String id = made(alice, first);
    mails.runDue();
    confirm(post.code(first, 1)).then().statusCode(200);
    String second = address();
    alice
        .asks()
        .contentType(Json.PATCH)
        .body(Json.of("{'settings':{'to':'%s'}}", second))
        .patch(CHANNELS + id)
        .then()
        .statusCode(200)
        .body("waits_for", equalTo("address_unconfirmed"));
    mails.runDue();
    confirm(post.code(second, 1)).then().statusCode(200);
    shown(alice, id).body("waits_for", nullValue());
  }

  @Test
  void nobodyBuriesAMailboxByUs() throws SQLException {
    Person alice = house.alice();
    String stranger = address();
    String id = made(alice, stranger);
    ask(alice, id).then().statusCode(200);
    mails.runDue();
    post.received(stranger, 1);
    for (int i = 2; i <= 5; i++) {
      clock.advanceSeconds(300);
      ask(alice, id).then().statusCode(200);
      mails.runDue();
    }
    clock.advanceSeconds(300);
    ask(alice, id).then().statusCode(429).body("code", equalTo("too_many_mails"));
    alice.asks().delete(CHANNELS + id).then().statusCode(204);
    shown(alice, made(alice, stranger)).body("waits_for", equalTo("address_unconfirmed"));
    mails.runDue();
    post.received(stranger, 5);
    assertEquals(
        List.of(5),
        rows.select(
            "select mails from access_mail_budget where account_id = ? and address = ?",
            alice.account().uuid(),
            stranger));
  }

  @Test
  void aServerThatIsAwayLosesNothing() throws SQLException {
    Person alice = house.alice();
    String stranger = address();
    post.shut();
    try {
      made(alice, stranger);
      mails.runDue();
    } finally {
      post.open();
    }
    clock.advanceSeconds(15);
    mails.runDue();
    confirm(post.code(stranger, 1)).then().statusCode(200);
  }

  private void send(Person owner, String id) {
    accounts.in(
        owner.account(),
        () -> {
          office.sendTo(
              desk.notice(owner.account(), "monitor.down", null, null),
              List.of(new Endpoint("email", ChannelId.fromString(id).uuid())));
          return id;
        });
    desk.runDue();
  }

  private static String address() {
    return "stranger-" + UUID.randomUUID() + "@example.org";
  }

  private static String made(Person owner, String to) {
    return owner
        .asks()
        .body(Json.of("{'name':'Mail','kind':'email','settings':{'to':'%s'}}", to))
        .post("/v1/channels")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static ValidatableResponse shown(Person owner, String id) {
    return owner.asks().get(CHANNELS + id).then().statusCode(200);
  }

  private static Response test(Person owner, String id) {
    return owner.asks().post(CHANNELS + id + "/test");
  }

  private static Response ask(Person owner, String id) {
    return owner.asks().post(CHANNELS + id + "/confirmation");
  }

  private static Response confirm(String token) {
    return given().formParam("token", token).post("/confirm-address");
  }
}
