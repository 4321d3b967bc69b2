package dev.belfry.statuspage.subscriber;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** Readers who are told by mail. */
@QuarkusTest
@TestProfile(Letters.WithMail.class)
@QuarkusTestResource(TestDatabase.class)
class MailSubscriberTest {
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
  void nobodyIsToldBeforeHeHasConfirmedAndNobodyAfterHeHasLeft() throws Exception {
    Person alice = house.alice();
    Letters.Made page = Letters.page(alice, "");
    String list = "/v1/status-pages/" + page.id() + "/subscribers";
    String reader = Letters.address();
    given().get(page.path()).then().body(containsString(page.path() + "/subscribe"));
    given().get(page.path() + "/subscribe").then().statusCode(200).body(containsString("Web"));
    Letters.subscribe(page, Map.of("email", reader))
        .statusCode(200)
        .header("Cache-Control", "no-store")
        .body(containsString("on its way"));
    letters.runDue();
    Letters.Letter letter = Letters.to(server, reader).getFirst();
    assertEquals("Confirm your subscription to Shop", letter.mail().getSubject());
    String link = letter.link();
    assertTrue(link.startsWith(page.path() + "/subscription?token=sub_"), link);
    // Programs follow links; that is no consent.
    given()
        .get(URI.create(link))
        .then()
        .statusCode(200)
        .header("Referrer-Policy", "same-origin")
        .body(containsString(">Confirm</button>"));
    Letters.incident(alice, page.till(), "");
    letters.runDue();
    alice.asks().get(list).then().body("data.status", contains("pending"));
    assertEquals(1, Letters.to(server, reader).size());

    Letters.act(link, "action", "confirm")
        .statusCode(200)
        .body(containsString("You are subscribed"));
    alice.asks().get(list).then().body("data.status", contains("confirmed"));
    clock.advanceSeconds(60);
    String incident = Letters.incident(alice, page.till(), "");
    letters.runDue();
    Letters.Letter news = Letters.to(server, reader).getLast();
    assertEquals("[Shop] Investigating: Till is slow", news.mail().getSubject());
    assertTrue(news.text().contains("We look at the disk"), news.text());
    assertTrue(news.text().contains("Affected: Till"), news.text());
    assertFalse(news.text().contains("secret-db-17"), news.text());
    assertEquals("<" + Letters.HERE + link + ">", news.header("List-Unsubscribe"));
    assertEquals("List-Unsubscribe=One-Click", news.header("List-Unsubscribe-Post"));
    given()
        .get(
            URI.create(
                news.text().replaceFirst("(?s).*" + Letters.HERE + "(\\S+incidents\\S+).*", "$1")))
        .then()
        .statusCode(200);

    clock.advanceSeconds(60);
    update(alice, incident, "'message':'Quietly','public':true");
    update(alice, incident, "'message':'A cable','status':'identified','notify_subscribers':true");
    letters.runDue();
    assertEquals(3, Letters.to(server, reader).size());
    Letters.Letter second = Letters.to(server, reader).getLast();
    assertEquals("[Shop] Identified: Till is slow", second.mail().getSubject());
    assertEquals(news.header("References"), second.header("References"));

    // As mail programs do it (RFC 8058).
    given()
        .multiPart("List-Unsubscribe", "One-Click")
        .post(URI.create(link))
        .then()
        .statusCode(200);
    clock.advanceSeconds(60);
    alice.asks().body("{}").post("/v1/incidents/" + incident + "/resolve").then().statusCode(200);
    letters.runDue();
    assertEquals(3, Letters.to(server, reader).size());
    alice.asks().get(list).then().body("data", empty());
    given().get(URI.create(link)).then().statusCode(404).body(containsString("any more"));
    alice.asks().get("/v1/activity?limit=100").then().body(not(containsString(reader)));
  }

  private static void update(Person owner, String incident, String fields) {
    owner
        .asks()
        .body(Json.of("{" + fields + "}"))
        .post("/v1/incidents/" + incident + "/updates")
        .then()
        .statusCode(201);
  }

  @Test
  void hearsOfWhatHeHasChosenOnly() {
    Person alice = house.alice();
    Letters.Made page = Letters.page(alice, "");
    String all = Letters.address();
    String web = Letters.address();
    letters.subscriber(server, page, all, List.of());
    String link = letters.subscriber(server, page, web, List.of(page.webPart()));
    clock.advanceSeconds(60);
    Letters.incident(alice, page.till(), "");
    letters.runDue();
    assertEquals(2, Letters.to(server, all).size());
    assertEquals(1, Letters.to(server, web).size());
    Letters.act(link, "action", "change&component=" + page.tillPart())
        .statusCode(200)
        .body(containsString("Saved"));
    clock.advanceSeconds(60);
    Letters.incident(alice, page.till(), "");
    letters.runDue();
    assertEquals(2, Letters.to(server, web).size());
    // One that is not public is nobody's.
    clock.advanceSeconds(60);
    alice
        .asks()
        .body(Json.of("{'title':'Inside','affected':['%s']}", page.till()))
        .post("/v1/incidents")
        .then()
        .statusCode(201);
    letters.runDue();
    assertEquals(2, Letters.to(server, web).size());
  }

  @Test
  void strangersLearnNothingAndCannotHaveLettersWrittenAtWill() {
    Person alice = house.alice();
    Letters.Made page = Letters.page(alice, "");
    String reader = Letters.address();
    letters.subscriber(server, page, reader, List.of());
    String again =
        Letters.subscribe(page, Map.of("email", reader)).statusCode(200).extract().asString();
    String fresh =
        Letters.subscribe(page, Map.of("email", Letters.address()))
            .statusCode(200)
            .extract()
            .asString();
    assertEquals(fresh, again);
    letters.runDue();
    assertEquals(1, Letters.to(server, reader).size());
    for (String wrong : List.of("", "no address", "a@b@c", "x@example.org\r\nBcc: y@example.org")) {
      Letters.subscribe(page, Map.of("email", wrong))
          .statusCode(400)
          .body(containsString("cannot be used"));
    }
    int taken = 0;
    while (Letters.subscribe(page, Map.of("email", Letters.address())).extract().statusCode()
        == 200) {
      taken++;
      assertTrue(taken <= Askers.BURST, "there is no end");
    }
    int wait =
        Integer.parseInt(
            Letters.subscribe(page, Map.of("email", Letters.address()))
                .statusCode(429)
                .header("Retry-After", matchesPattern("\\d+"))
                .body(containsString("try again later"))
                .extract()
                .header("Retry-After"));
    clock.advanceSeconds(wait - 1);
    Letters.subscribe(page, Map.of("email", Letters.address())).statusCode(429);
    clock.advanceSeconds(1);
    Letters.subscribe(page, Map.of("email", Letters.address())).statusCode(200);
    clock.advanceSeconds(3_600);
  }

  @Test
  void whatIsPublishedLaterIsToldThen() throws Exception {
    Person alice = house.alice();
    clock.advanceSeconds(3_600);
    Letters.Made page = Letters.page(alice, "");
    String reader = Letters.address();
    letters.subscriber(server, page, reader, List.of());
    clock.advanceSeconds(60);
    String incident =
        alice
            .asks()
            .body(Json.of("{'title':'Till is slow','affected':['%s']}", page.till()))
            .post("/v1/incidents")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    letters.runDue();
    assertEquals(1, Letters.to(server, reader).size());
    alice
        .asks()
        .contentType(Json.PATCH)
        .body("{\"public\":true}")
        .patch("/v1/incidents/" + incident)
        .then()
        .statusCode(200);
    letters.runDue();
    assertEquals(
        "[Shop] Investigating: Till is slow",
        Letters.to(server, reader).getLast().mail().getSubject());
    alice
        .asks()
        .body(Json.of("{'message':'Inside','public':false,'notify_subscribers':true}"))
        .post("/v1/incidents/" + incident + "/updates")
        .then()
        .statusCode(422)
        .body("errors.pointer", contains("/public"));
  }
}
