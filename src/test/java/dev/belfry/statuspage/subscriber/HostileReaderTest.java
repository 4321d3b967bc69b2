package dev.belfry.statuspage.subscriber;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.platform.mail.SmtpPeer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Readers who are none, or who bring what is not theirs. */
@QuarkusTest
@TestProfile(Letters.WithMail.class)
@QuarkusTestResource(TestDatabase.class)
class HostileReaderTest {
  @Inject House house;
  @Inject TestClock clock;
  @Inject Letters letters;
  private static SmtpPeer server;

  @BeforeAll
  static void open() {
    server = Letters.server();
  }

  @AfterAll
  static void shut() {
    server.close();
  }

  @Test
  void tokensOfOthersAreNone() {
    Person alice = house.alice();
    Letters.Made page = Letters.page(alice, "");
    Letters.Made other = Letters.page(house.mallory(), "");
    clock.advanceSeconds(3_600);
    String link = letters.subscriber(server, page, Letters.address(), List.of());
    String token = link.substring(link.indexOf('=') + 1);
    for (String bad :
        List.of(
            "",
            "x",
            token + "0",
            token.substring(0, token.indexOf('.')),
            token.substring(0, token.indexOf('.') + 1) + "0".repeat(40))) {
      Letters.act(page.path() + "/subscription?token=" + bad, "action", "unsubscribe")
          .statusCode(404);
    }
    Letters.act(other.path() + "/subscription?token=" + token, "action", "unsubscribe")
        .statusCode(404);
    given()
        .get(URI.create(link))
        .then()
        .statusCode(200)
        .body(containsString("Unsubscribe"))
        .body(containsString("<meta name=\"robots\" content=\"noindex"));
  }

  @Test
  void aPageTakesThemOnlyWhereItSaysSo() {
    Person alice = house.alice();
    Letters.Made silent = Letters.page(alice, "");
    alice
        .asks()
        .contentType(Json.PATCH)
        .body(Json.of("{'allow_email_subscribers':false}"))
        .patch("/v1/status-pages/" + silent.id())
        .then()
        .statusCode(200)
        .body("allow_webhook_subscribers", equalTo(true));
    Letters.subscribe(silent, Map.of("email", Letters.address())).statusCode(404);
    given()
        .get(silent.path() + "/subscribe")
        .then()
        .statusCode(200)
        .body(not(containsString("name=\"email\"")));
    Letters.Made locked =
        Letters.page(alice, ",'access':{'mode':'password','password':'correct horse battery'}");
    Letters.subscribe(locked, Map.of("email", Letters.address())).statusCode(403);
    Letters.Made near =
        Letters.page(alice, ",'access':{'mode':'networks','networks':['203.0.113.0/24']}");
    Letters.subscribe(near, Map.of("email", Letters.address())).statusCode(404);
    String own = "/subscription?token=x";
    given().get(near.path() + own).then().statusCode(404).contentType("application/problem+json");
    given().get(locked.path() + own).then().statusCode(403).body(not(containsString("Till")));
  }

  @Test
  void formsHaveAnEnd() {
    Letters.Made page = Letters.page(house.alice(), "");
    given()
        .contentType("application/x-www-form-urlencoded")
        .body("email=a%40example.org" + "&component=x".repeat(5_000))
        .post(page.path() + "/subscribe")
        .then()
        .statusCode(400);
  }
}
