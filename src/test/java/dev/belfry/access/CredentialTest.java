package dev.belfry.access;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/**
 * Where a credential may stand, and that there is exactly one. Numbers are those of the security
 * checklist.
 */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class CredentialTest {
  @Inject House house;

  @Test
  @Checklist({9, 19})
  void threeHeadersCarryAKeyWithTheSameEffect() {
    String key = house.alice().key("account:read");
    given().header("Authorization", "Bearer " + key).get("/v1/account").then().statusCode(200);
    given().header("Authorization", "bEaReR " + key).get("/v1/account").then().statusCode(200);
    given().header("X-API-Key", key).get("/v1/account").then().statusCode(200);
    given().header("Authorization", basic(key + ":")).get("/v1/account").then().statusCode(200);
  }

  @Test
  @Checklist({3, 5, 6, 97})
  void twoCredentialsAreOneTooMany() {
    Person alice = house.alice();
    String key = alice.key("account:read");
    refused(400, given().header("X-API-Key", key).header("X-API-Key", key));
    refused(400, given().header("X-API-Key", key).header("Authorization", "Bearer " + key));
    refused(400, given().header("X-API-Key", key).header("X-Session-ID", alice.session()));
    refused(400, given().header("X-API-Key", key).cookie("belfry_session", alice.session()));
    refused(
        400,
        given()
            .header(
                "Cookie",
                "belfry_session=" + alice.session() + "; belfry_session=" + alice.session()));
    refused(
        400,
        given()
            .header(
                "Cookie",
                "belfry_session="
                    + alice.session()
                    + "; __Host-belfry_session="
                    + alice.session()));
  }

  @Test
  void theQueryStringIsNoPlaceForAKey() {
    String key = house.alice().key("account:read");
    refused(401, given().queryParam("api_key", key));
    given()
        .queryParam("api_key", "nonsense")
        .header("X-API-Key", key)
        .get("/v1/account")
        .then()
        .statusCode(400)
        .body("errors.parameter", contains("api_key"));
  }

  @Test
  @Checklist({2, 4, 12, 17, 18, 19, 20})
  void whatIsNotExactlyTheKeyIsRefused() {
    String key = house.alice().key("account:read");
    refused(401, given().header("X-API-Key", ""));
    refused(401, given().header("X-API-Key", key + ", " + key));
    refused(401, given().header("X-API-Key", key.substring(1)));
    refused(401, given().header("X-API-Key", key + key));
    refused(401, given().header("X-API-Key", key.toUpperCase(java.util.Locale.ROOT)));
    refused(401, given().header("X-API-Key", key.replace("svc", "pat")));
    refused(401, given().header("Authorization", "Bearer  " + key));
    refused(401, given().header("Authorization", "Token " + key));
    refused(401, given().header("Authorization", basic(":" + key)));
    refused(401, given().header("Authorization", basic(key)));
    refused(401, given().header("Authorization", basic(key + ":" + key)));
    refused(401, given().header("Authorization", "Basic %%%"));
    refused(401, given().header("X_API_Key", key));
  }

  @Test
  void aSessionIsNotAKeyAndAKeyIsNotASession() {
    Person alice = house.alice();
    refused(401, given().header("X-API-Key", alice.session()));
    refused(401, given().header("X-Session-ID", alice.key("account:read")));
  }

  @Test
  @Checklist(24)
  void aPublicIdOrHintOpensNothing() {
    Person alice = house.alice();
    alice.key("account:read");
    String id = alice.asks().get("/v1/keys").path("data[0].id");
    String hint = alice.asks().get("/v1/keys").path("data[0].hint");
    refused(401, given().header("X-API-Key", id));
    refused(401, given().header("X-API-Key", hint.replace("…", "")));
  }

  @Test
  @Checklist(95)
  void aChangeByCookieMustComeFromOurOwnPages() {
    Person alice = house.alice();
    RequestSpecification plain =
        given().cookie("belfry_session", alice.session()).contentType("application/json");
    plain.get("/v1/account").then().statusCode(200);
    String body = "{\"name\":\"a category\"}";
    plain
        .body(body)
        .post("/v1/categories")
        .then()
        .statusCode(403)
        .body("code", equalTo("cross_site"));
    plain
        .body(body)
        .header("Sec-Fetch-Site", "same-site")
        .post("/v1/categories")
        .then()
        .statusCode(403);
    plain = given().cookie("belfry_session", alice.session()).contentType("application/json");
    plain
        .body(body)
        .header("Origin", "https://evil.example")
        .post("/v1/categories")
        .then()
        .statusCode(403);
    plain = given().cookie("belfry_session", alice.session()).contentType("application/json");
    plain
        .body(body)
        .header("Sec-Fetch-Site", "same-origin")
        .post("/v1/categories")
        .then()
        .statusCode(201);
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static void refused(int status, RequestSpecification request) {
    request.get("/v1/account").then().statusCode(status).contentType("application/problem+json");
  }
}
