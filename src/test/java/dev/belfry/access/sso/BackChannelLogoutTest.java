package dev.belfry.access.sso;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A provider says that somebody has left, and somebody else says so in its name. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@WithTestResource(IssuerSettings.class)
class BackChannelLogoutTest {
  @Inject House house;
  @Inject Issuer issuer;
  @Inject Desk desk;
  @Inject Rows rows;

  @Test
  void theSessionOfTheProvidersSessionEndsAndNoOther() {
    String group = desk.group(house.alice(), "category:read");
    String leaving = Desk.someone();
    String staying = Desk.someone();
    String gone = desk.session(leaving, group);
    String there = desk.session(staying, group);
    send(issuer.logoutClaims().claim("sid", "session of " + leaving))
        .then()
        .statusCode(200)
        .header("Cache-Control", equalTo("no-store"));
    assertEquals(401, status(gone));
    assertEquals(200, status(there));
  }

  @Test
  void allSessionsOfTheSubjectEndButNotThoseByPassword() {
    Person alice = house.alice();
    String group = desk.group(alice, "category:read");
    String subject = Desk.someone();
    String one = desk.session(subject, group);
    String two = desk.session(subject, group);
    send(issuer.logoutClaims().subject(subject)).then().statusCode(200);
    assertEquals(401, status(one));
    assertEquals(401, status(two));
    assertEquals(200, status(alice.session()));
    alice.asks().get("/v1/activity").then().body("data.action", hasItem("session.deleted"));
  }

  @Test
  void aSessionThatIsNotOfTheSubjectDoesNotEnd() {
    String group = desk.group(house.alice(), "category:read");
    String subject = Desk.someone();
    String session = desk.session(subject, group);
    send(issuer.logoutClaims().subject("somebody else").claim("sid", "session of " + subject))
        .then()
        .statusCode(200);
    assertEquals(200, status(session));
  }

  @Test
  void aLoginThatComesBackAfterItsLogoutBeginsNothing() {
    String group = desk.group(house.alice(), "category:read");
    String subject = Desk.someone();
    Desk.Begun begun = Desk.begin("/");
    issuer.exchanges(issuer.signed("JWT", issuer.idClaims(subject, begun.nonce(), group).build()));
    send(issuer.logoutClaims().claim("sid", "session of " + subject)).then().statusCode(200);
    desk.comeBack(begun).then().statusCode(403).body("code", equalTo("sso_refused"));
    assertEquals(
        0,
        rows.select(
                "select 1 from access_session where external_session = ? and revoked_at is null",
                "session of " + subject)
            .size());
  }

  @Test
  void aTokenCountsOnce() {
    String group = desk.group(house.alice(), "category:read");
    String subject = Desk.someone();
    String token = signed(issuer.logoutClaims().subject(subject).build());
    desk.session(subject, group);
    post(token).then().statusCode(200);
    String later = desk.session(subject, group);
    refused(post(token));
    assertEquals(200, status(later));
  }

  @Test
  void aTokenThatIsNoLogoutTokenOfThisProviderForUsEndsNothing() {
    String group = desk.group(house.alice(), "category:read");
    String subject = Desk.someone();
    String session = desk.session(subject, group);
    Instant now = Instant.now();
    forged(subject, claims -> claims.issuer("https://evil.example"));
    forged(subject, claims -> claims.audience("another client"));
    forged(subject, claims -> claims.claim("events", null));
    forged(subject, claims -> claims.claim("events", Map.of("another", Map.of())));
    forged(subject, claims -> claims.claim("nonce", "a nonce"));
    forged(subject, claims -> claims.jwtID(null));
    forged(subject, claims -> claims.issueTime(null));
    forged(subject, claims -> claims.issueTime(Date.from(now.plusSeconds(60))));
    forged(subject, claims -> claims.expirationTime(null));
    forged(subject, claims -> claims.expirationTime(Date.from(now.minusSeconds(31))));
    forged(subject, claims -> claims.expirationTime(Date.from(now.plusSeconds(7200))));
    forged(subject, claims -> claims.subject(null));
    JWTClaimsSet good = issuer.logoutClaims().subject(subject).build();
    refused(post(new PlainJWT(good).serialize()));
    refused(post(Issuer.signed(issuer.header("logout+jwt").build(), good, Issuer.newKey())));
    refused(post(issuer.signed("at+jwt", good)));
    refused(post(issuer.signed("JWT", issuer.idClaims(subject, "a nonce", group).build())));
    refused(post("not.a.token"));
    refused(post(""));
    refused(given().contentType("application/x-www-form-urlencoded").post(PATH));
    given()
        .contentType("application/json")
        .body("{\"logout_token\":\"" + signed(good) + "\"}")
        .post(PATH)
        .then()
        .statusCode(415);
    assertEquals(200, status(session));
    post(signed(good)).then().statusCode(200);
    assertEquals(401, status(session));
  }

  @Test
  void whoLeavesLearnsWhereToLeaveTheProvider() {
    String session = desk.session(Desk.someone(), desk.group(house.alice(), "category:read"));
    given()
        .header("X-Session-ID", session)
        .post("/v1/sso/logout")
        .then()
        .statusCode(200)
        .body("location", startsWith(issuer.url() + "/leave?"));
    assertEquals(401, status(session));
    given()
        .cookie("belfry_session", session)
        .post("/v1/sso/logout")
        .then()
        .statusCode(403)
        .body("code", equalTo("cross_site"));
  }

  private static final String PATH = "/v1/sso/backchannel-logout";

  private void forged(String subject, Function<JWTClaimsSet.Builder, JWTClaimsSet.Builder> how) {
    refused(post(signed(how.apply(issuer.logoutClaims().subject(subject)).build())));
  }

  private Response send(JWTClaimsSet.Builder claims) {
    return post(signed(claims.build()));
  }

  private String signed(JWTClaimsSet claims) {
    return issuer.signed("logout+jwt", claims);
  }

  private static Response post(String token) {
    return given().formParam("logout_token", token).post(PATH);
  }

  private static void refused(Response answer) {
    answer.then().statusCode(400).body("code", equalTo("invalid_logout_token"));
  }

  private static int status(String session) {
    return given().header("X-Session-ID", session).get("/v1/session").statusCode();
  }
}
