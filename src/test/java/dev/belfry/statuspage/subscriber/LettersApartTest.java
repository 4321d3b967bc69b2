package dev.belfry.statuspage.subscriber;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What outsiders have written takes nothing from what members have, nor one page from another. */
@QuarkusTest
@TestProfile(Letters.WithMail.class)
@QuarkusTestResource(TestDatabase.class)
class LettersApartTest {
  private static final int TO_ONE_ADDRESS = 5;

  @Inject House house;
  @Inject Rows rows;
  @Inject TestClock clock;

  /** What one network may ask for is whole again. */
  @BeforeEach
  void laterThanOthers() {
    clock.advance(Duration.ofHours(2));
  }

  @Test
  void outsidersDoNotKeepMembersFromWritingToSomebody() {
    Person alice = house.alice();
    String erik = Letters.address();
    for (int i = 0; i < TO_ONE_ADDRESS; i++) {
      Letters.subscribe(Letters.page(alice, ""), Map.of("email", erik)).statusCode(200);
    }
    Letters.Made page = Letters.page(alice, "");
    Letters.subscribe(page, Map.of("email", erik.toUpperCase(java.util.Locale.ROOT)))
        .statusCode(429);
    alice
        .asks()
        .body(Json.of("{'email':'%s'}", erik))
        .post("/v1/invitations")
        .then()
        .statusCode(202)
        .body("mail", equalTo("pending"));
    channel(alice, erik).body("waits_for", equalTo("address_unconfirmed"));
    assertEquals(
        1,
        rows.select("select 1 from notify_address where address = ? and due_at is not null", erik)
            .size());
    add(alice, page, erik).statusCode(201);
  }

  @Test
  void membersHaveSoManyWrittenToOneAddressAndTheChannelSaysSo() {
    Person alice = house.alice();
    String erik = Letters.address();
    for (int i = 0; i < TO_ONE_ADDRESS; i++) {
      add(alice, Letters.page(alice, ""), erik).statusCode(201);
    }
    Letters.Made page = Letters.page(alice, "");
    add(alice, page, erik).statusCode(409);
    String id =
        channel(alice, erik).body("waits_for", equalTo("address_unasked")).extract().path("id");
    alice
        .asks()
        .post("/v1/channels/" + id + "/test")
        .then()
        .statusCode(409)
        .body("code", equalTo("address_unasked"));
    Letters.subscribe(page, Map.of("email", erik)).statusCode(200);
    clock.advanceSeconds(3_600);
    alice
        .asks()
        .post("/v1/channels/" + id + "/confirmation")
        .then()
        .statusCode(200)
        .body("waits_for", equalTo("address_unconfirmed"));
  }

  @Test
  void aPageWhoseReadersAskTooMuchLeavesTheOthersAlone() {
    Person alice = house.alice();
    Letters.Made flooded = Letters.page(alice, "");
    Letters.Made other = Letters.page(alice, "");
    Letters.subscribe(flooded, Map.of("email", Letters.address())).statusCode(200);
    rows.change(
        "update access_mail_budget set mails = 1000 where account_id = ? and address not like '%@%'",
        alice.account().uuid());
    Letters.subscribe(flooded, Map.of("email", Letters.address())).statusCode(429);
    Letters.subscribe(other, Map.of("email", Letters.address())).statusCode(200);
    add(alice, flooded, Letters.address()).statusCode(201);
    clock.advanceSeconds(3_600);
    Letters.subscribe(flooded, Map.of("email", Letters.address())).statusCode(200);
  }

  @Test
  void whatIsRefusedTakesNothing() {
    Person alice = house.alice();
    String erik = Letters.address();
    String id = invitation(alice, erik);
    for (String mail : List.of("pending", "pending", "pending", "pending", "failed", "failed")) {
      alice
          .asks()
          .post("/v1/invitations/" + id + "/resend")
          .then()
          .statusCode(202)
          .body("mail", equalTo(mail));
    }
    assertEquals(
        List.of(TO_ONE_ADDRESS),
        rows.select(
            "select mails from access_mail_budget where account_id = ? and address = ''",
            alice.account().uuid()));
  }

  private static String invitation(Person who, String email) {
    return who.asks()
        .body(Json.of("{'email':'%s'}", email))
        .post("/v1/invitations")
        .then()
        .statusCode(202)
        .extract()
        .path("id");
  }

  private static ValidatableResponse channel(Person who, String to) {
    return who.asks()
        .body(Json.of("{'name':'Mail','kind':'email','settings':{'to':'%s'}}", to))
        .post("/v1/channels")
        .then()
        .statusCode(201);
  }

  private static ValidatableResponse add(Person who, Letters.Made page, String address) {
    return who.asks()
        .body(Json.of("{'kind':'email','address':'%s'}", address))
        .post("/v1/status-pages/" + page.id() + "/subscribers")
        .then();
  }
}
