package dev.belfry.access.sso;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The way of a browser to the provider and back, and every way in which it can be bent. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@WithTestResource(IssuerSettings.class)
class CodeFlowTest {
  @Inject House house;
  @Inject Issuer issuer;
  @Inject Desk desk;
  @Inject Rows rows;
  @Inject TestClock clock;

  @Test
  void aLoginBecomesASessionOfOurs() {
    String group = desk.group(house.alice(), "monitor:read");
    Response answer = desk.signsIn(Desk.someone(), group);
    answer
        .then()
        .statusCode(303)
        .header("Location", equalTo("http://localhost:8080/docs"))
        .header("Cache-Control", containsString("no-store"))
        .header("Referrer-Policy", equalTo("no-referrer"));
    assertTrue(
        answer.headers().getValues("Set-Cookie").stream()
            .anyMatch(line -> line.startsWith("belfry_session=") && line.contains("HttpOnly")));
    assertTrue(
        answer.headers().getValues("Set-Cookie").stream()
            .anyMatch(line -> line.startsWith("belfry_login=;") && line.contains("Max-Age=0")));
    given()
        .cookie("belfry_session", answer.cookie("belfry_session"))
        .get("/v1/session")
        .then()
        .statusCode(200)
        .body("kind", equalTo("user"))
        .body("grants[0].scopes", equalTo(java.util.List.of("monitor:read")));
  }

  @Test
  void theRequestHasStateNonceAndPkceAndTheExchangeKeepsTheSecretOutOfTheForm() throws Exception {
    String group = desk.group(house.alice(), "monitor:read");
    Desk.Begun begun = Desk.begin("/");
    assertEquals("S256", Issuer.parameter(begun.to(), "code_challenge_method"));
    assertTrue(begun.state().length() >= 32 && begun.nonce().length() >= 32);
    assertFalse(begun.cookie().contains(begun.state()), "the browser's copy is sealed");
    issuer.exchanges(
        issuer.signed("JWT", issuer.idClaims(Desk.someone(), begun.nonce(), group).build()));
    desk.comeBack(begun).then().statusCode(303);
    String verifier = issuer.tokenRequest().replaceFirst(".*code_verifier=([^&]+).*", "$1");
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
    assertEquals(
        Issuer.parameter(begun.to(), "code_challenge"),
        Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
    assertTrue(issuer.tokenAuthorization().startsWith("Basic "));
    assertFalse(issuer.tokenRequest().contains("secret"), issuer.tokenRequest());
  }

  @Test
  void somebodyWithoutAMappedGroupIsNobody() {
    String subject = Desk.someone();
    refused(403, "sso_unmapped", desk.signsIn(subject, "no group of ours"));
    refused(403, "sso_unmapped", desk.signsIn(subject));
    assertEquals(
        0, rows.select("select 1 from access_sso_identity where subject = ?", subject).size());
    assertEquals(0, rows.select("select 1 from access_user where name = ?", subject).size());
  }

  @Test
  void anAnswerIsTakenOnceAndOnlyFromTheBrowserThatAsked() {
    String group = desk.group(house.alice(), "monitor:read");
    Desk.Begun begun = Desk.begin("/");
    Desk.Begun other = Desk.begin("/");
    issuer.exchanges(
        issuer.signed("JWT", issuer.idClaims(Desk.someone(), begun.nonce(), group).build()));
    refused(400, "sso_login_lost", back(begun).get("/v1/sso/callback"));
    refused(400, "sso_login_lost", desk.comeBack(new Desk.Begun(begun.to(), other.cookie())));
    refused(400, "sso_login_lost", desk.comeBack(new Desk.Begun(begun.to(), "forged")));
    refused(400, "sso_login_lost", desk.comeBack(new Desk.Begun(begun.to(), "")));
    desk.comeBack(begun).then().statusCode(303);
    refused(400, "sso_login_lost", desk.comeBack(begun));
  }

  @Test
  void anAnswerThatSaysTwoThingsOrComesFromElsewhereIsRefused() {
    Desk.Begun begun = Desk.begin("/");
    RequestSpecification twice =
        back(begun).cookie(Desk.COOKIE, begun.cookie()).queryParam("iss", issuer.url());
    refused(400, "sso_login_lost", twice.queryParam("code", "another").get("/v1/sso/callback"));
    refused(
        400,
        "sso_login_lost",
        back(begun).cookie(Desk.COOKIE, begun.cookie()).get("/v1/sso/callback"));
    refused(
        400,
        "sso_login_lost",
        back(begun)
            .cookie(Desk.COOKIE, begun.cookie())
            .queryParam("iss", "https://evil.example")
            .get("/v1/sso/callback"));
    refused(
        403,
        "sso_refused",
        given()
            .cookie(Desk.COOKIE, begun.cookie())
            .queryParam("error", "access_denied")
            .queryParam("state", begun.state())
            .queryParam("iss", issuer.url())
            .get("/v1/sso/callback"));
  }

  @Test
  void aLoginThatTookTooLongIsLost() {
    Desk.Begun begun = Desk.begin("/");
    clock.advance(Duration.ofMinutes(11));
    refused(400, "sso_login_lost", desk.comeBack(begun));
  }

  @Test
  void aCodeThatTheProviderDoesNotTakeIsRefused() {
    Desk.Begun begun = Desk.begin("/");
    issuer.refusesCodes();
    refused(403, "sso_refused", desk.comeBack(begun));
  }

  @Test
  void aProviderThatIsAwayIsNeverAYes() {
    Desk.Begun begun = Desk.begin("/");
    issuer.isAway(true);
    try {
      Response answer = desk.comeBack(begun);
      refused(503, "unavailable", answer);
      answer.then().header("Retry-After", "10");
    } finally {
      issuer.isAway(false);
    }
  }

  @Test
  void aKeyThatTheProviderTookUpLaterIsBelieved() {
    String group = desk.group(house.alice(), "monitor:read");
    desk.session(Desk.someone(), group);
    issuer.rotatesItsKey();
    // Where strange keys were seen a moment ago, the provider is not asked again for ten seconds.
    Instant end = Instant.now().plusSeconds(30);
    while (desk.signsIn(Desk.someone(), group).statusCode() != 303) {
      assertTrue(Instant.now().isBefore(end), "the new key is not taken up");
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
    }
  }

  @Test
  @Checklist(98)
  void aLoginLeadsToUsOnly() {
    for (String next :
        new String[] {"//evil.example", "/\\evil.example", "https:evil", "/%2Fevil"}) {
      given().queryParam("next", next).get("/v1/sso/login").then().statusCode(400);
    }
  }

  @Test
  void anAddressThatIsNotVerifiedIsNotKept() {
    String group = desk.group(house.alice(), "monitor:read");
    String email = UUID.randomUUID() + "@example.org";
    Desk.Begun begun = Desk.begin("/");
    issuer.exchanges(
        issuer.signed(
            "JWT",
            issuer.idClaims(Desk.someone(), begun.nonce(), group).claim("email", email).build()));
    desk.comeBack(begun).then().statusCode(303);
    assertEquals(0, rows.select("select 1 from access_user where email = ?", email).size());
  }

  @Test
  void anAddressDoesNotMakeSomebodyAnotherUser() {
    Person alice = house.alice();
    String group = desk.group(alice, "monitor:read");
    Desk.Begun begun = Desk.begin("/");
    issuer.exchanges(
        issuer.signed(
            "JWT",
            issuer
                .idClaims(Desk.someone(), begun.nonce(), group)
                .claim("email", alice.email())
                .claim("email_verified", true)
                .build()));
    refused(403, "sso_address_taken", desk.comeBack(begun));
  }

  @Test
  void theLogBookTellsOfLogins() {
    Person alice = house.alice();
    desk.session(Desk.someone(), desk.group(alice, "monitor:read"));
    alice
        .asks()
        .get("/v1/activity")
        .then()
        .body("data.action", hasItem("sso.login"))
        .body("data.action", hasItem("sso.member_created"))
        .body("data.action", hasItem("sso.roles_changed"))
        .body("data.action", hasItem("sso.mapping.created"))
        .body("data.action", hasItem("session.created"));
  }

  private static RequestSpecification back(Desk.Begun begun) {
    return given()
        .redirects()
        .follow(false)
        .queryParam("code", "a code")
        .queryParam("state", begun.state());
  }

  private static void refused(int status, String code, Response answer) {
    answer
        .then()
        .statusCode(status)
        .contentType(startsWith("application/problem+json"))
        .body("code", equalTo(code));
    assertEquals(null, answer.cookie("belfry_session"));
  }
}
