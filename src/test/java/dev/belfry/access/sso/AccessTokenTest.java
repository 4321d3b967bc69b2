package dev.belfry.access.sso;

import static dev.belfry.access.sso.Bearers.categories;
import static dev.belfry.access.sso.Bearers.makesCategory;
import static dev.belfry.access.sso.Bearers.refused;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Access tokens of the provider as credentials: what they open, and when they end. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@WithTestResource(IssuerSettings.class)
class AccessTokenTest {
  @Inject House house;
  @Inject Issuer issuer;
  @Inject Desk desk;
  @Inject Rows rows;
  private Person alice;
  private String subject;

  @BeforeEach
  void somebodyWhoHasSignedInOnce() {
    alice = house.alice();
    subject = Desk.someone();
    desk.session(subject, desk.group(alice, "category:read", "category:create"));
  }

  @Test
  void aTokenActsAsThePersonWithinItsScopes() {
    String wide = token("openid category:read category:create monitor:read");
    categories(wide).then().statusCode(200);
    makesCategory(wide, 201);
    given()
        .header("Authorization", "Bearer " + wide)
        .get("/v1/session")
        .then()
        .statusCode(200)
        .body("kind", equalTo("user"))
        .body("grants.scopes.flatten()", equalTo(List.of("category:create", "category:read")));
    String narrow = token("category:read");
    categories(narrow).then().statusCode(200);
    makesCategory(narrow, 403);
    given().header("Authorization", "Bearer " + wide).get("/v1/monitors").then().statusCode(403);
    categories(token("*:*")).then().statusCode(200);
    given()
        .header("Authorization", "Bearer " + token("*:*"))
        .get("/v1/keys")
        .then()
        .statusCode(403);
    categories(token("")).then().statusCode(403);
    categories(token("openid profile")).then().statusCode(403);
  }

  @Test
  @Checklist({66, 74})
  void whatIsTakenAwayIsTakenAtOnce() {
    String token = token("category:read category:create");
    makesCategory(token, 201);
    rows.change("update access_membership set status = 'disabled' where user_id = " + user());
    refused(token);
    rows.change("update access_membership set status = 'active' where user_id = " + user());
    rows.change("update access_user set status = 'disabled' where id = " + user());
    refused(token);
    rows.change("update access_user set status = 'active' where id = " + user());
    rows.change(
        "update access_account set status = 'suspended' where id = '"
            + alice.account().uuid()
            + "'");
    refused(token);
    rows.change(
        "update access_account set status = 'active' where id = '" + alice.account().uuid() + "'");
    categories(token).then().statusCode(200);
    rows.change(
        "update access_user set tokens_valid_after = now() + interval '1 minute' where id = "
            + user());
    categories(token).then().statusCode(401).body("detail", containsString("revoked"));
  }

  private String user() {
    return "(select user_id from access_sso_identity where subject = '" + subject + "')";
  }

  @Test
  void somebodyWhoIsNotKnownIsNobody() {
    refused(issuer.accessToken(issuer.accessClaims(Desk.someone(), "*:*").build()));
  }

  @Test
  void ofSeveralAccountsOneIsNamed() {
    Person mallory = house.mallory();
    String own = desk.group(alice, "category:read");
    desk.session(subject, own, desk.group(mallory, "category:read"));
    String token = token("category:read");
    categories(token).then().statusCode(400).body("detail", containsString("X-Belfry-Account"));
    in(alice.account().text(), token, 200);
    in(mallory.account().text(), token, 200);
    in(house.mallory().account().text(), token, 401);
    in("nonsense", token, 401);
    String bound =
        issuer.accessToken(
            issuer
                .accessClaims(subject, "category:read")
                .claim("belfry_account", alice.account().text())
                .build());
    categories(bound).then().statusCode(200);
    in(mallory.account().text(), bound, 401);
  }

  private static void in(String account, String token, int status) {
    given()
        .header("Authorization", "Bearer " + token)
        .header("X-Belfry-Account", account)
        .get("/v1/categories")
        .then()
        .statusCode(status);
  }

  @Test
  @Checklist({5, 22})
  void itIsStillExactlyOneCredentialAndOurKeysStayOurs() {
    String token = token("category:read");
    String key = alice.key("category:read");
    given()
        .header("Authorization", "Bearer " + token)
        .header("X-API-Key", key)
        .get("/v1/categories")
        .then()
        .statusCode(400)
        .body("code", equalTo("ambiguous_credentials"));
    given().header("X-API-Key", token).get("/v1/categories").then().statusCode(401);
    Person.asks(key).get("/v1/categories").then().statusCode(200);
    for (String odd : new String[] {"a.b.c", "..", "e30.e30.e30", key + ".."}) {
      refused(odd);
    }
  }

  private String token(String scope) {
    return issuer.accessToken(issuer.accessClaims(subject, scope).build());
  }
}
