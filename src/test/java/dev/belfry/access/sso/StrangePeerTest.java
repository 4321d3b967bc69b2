package dev.belfry.access.sso;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import dev.belfry.access.people.MemberId;
import dev.belfry.access.people.People;
import dev.belfry.access.people.UserId;
import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import dev.belfry.platform.event.AccountId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Single sign-on as the only way in, linking by address, and a proxy that is trusted at another
 * address than that of the socket's peer, which says of itself that it comes from there.
 */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@WithTestResource(
    value = IssuerSettings.class,
    initArgs = {
      @ResourceArg(name = "belfry.access.sso.only", value = "true"),
      @ResourceArg(name = "belfry.access.sso.link-by-email", value = "true"),
      @ResourceArg(name = "belfry.access.sso.proxy.networks", value = "203.0.113.7/32"),
      @ResourceArg(name = "quarkus.http.proxy.proxy-address-forwarding", value = "true"),
      @ResourceArg(name = "quarkus.http.proxy.allow-x-forwarded", value = "true")
    })
class StrangePeerTest {
  @Inject House house;
  @Inject Desk desk;
  @Inject Issuer issuer;

  @Test
  @Checklist({84, 100})
  void theProxysAddressIsThatOfTheSocketAndNotWhatAHeaderSays() {
    RequestSpecification request =
        given()
            .header("Sec-Fetch-Site", "same-origin")
            .header("X-Forwarded-For", "203.0.113.7")
            .header("X-Forwarded-Proto", "https")
            .header("X-Belfry-Proxy-Secret", IssuerSettings.PROXY_SECRET)
            .header("X-Forwarded-User", "user-" + UUID.randomUUID());
    request.post("/v1/sso/proxy").then().statusCode(401).body("code", equalTo("unauthenticated"));
  }

  @Test
  void passwordsOpenNothingButForTheOwnersOfTheFirstAccount() {
    password(TestDatabase.ADMIN, TestDatabase.PASSWORD).then().statusCode(201);
    Person admin = admin();
    String email = house.unsigned(admin, "bob", "category:read");
    password(email, TestDatabase.PASSWORD).then().statusCode(403).body("code", equalTo("sso_only"));
    password(email, "a wrong password").then().statusCode(401);
  }

  @Test
  void aVerifiedAddressIsTiedToItsUserOnceAndForOneSubject() {
    Person admin = admin();
    String email = house.unsigned(admin, "carol", "category:read");
    String group = desk.group(admin, "category:create");
    login("carol " + email, group, Map.of("email", email)).then().statusCode(303);
    Response first = login("carol-" + email, group, Map.of("email", email, "email_verified", true));
    first.then().statusCode(303);
    given()
        .header("X-Session-ID", first.cookie("belfry_session"))
        .get("/v1/session")
        .then()
        .body("user.email", equalTo(email))
        .body(
            "grants.scopes.flatten().sort()",
            equalTo(java.util.List.of("category:create", "category:read")));
    login("another-" + email, group, Map.of("email", email, "email_verified", true))
        .then()
        .statusCode(403)
        .body("code", equalTo("sso_address_taken"));
  }

  private Person admin() {
    String token = password(TestDatabase.ADMIN, TestDatabase.PASSWORD).path("token");
    String account = given().header("X-Session-ID", token).get("/v1/session").path("account_id");
    AccountId id = AccountId.fromString(account);
    return new Person(
        id,
        TestDatabase.ADMIN,
        token,
        new People.Founder(
            id,
            UserId.fromString(
                given().header("X-Session-ID", token).get("/v1/session").path("user.id")),
            new MemberId(id.uuid())));
  }

  private Response login(String subject, String group, Map<String, Object> claims) {
    Desk.Begun begun = Desk.begin("/");
    var token = issuer.idClaims(subject, begun.nonce(), group);
    claims.forEach(token::claim);
    issuer.exchanges(issuer.signed("JWT", token.build()));
    return desk.comeBack(begun);
  }

  private static Response password(String email, String password) {
    return given()
        .contentType("application/json")
        .body(Map.of("email", email, "password", password))
        .post("/v1/session");
  }
}
