package dev.belfry.access.sso;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;

/** Calls by a token of the provider. */
final class Bearers {
  private Bearers() {}

  static Response categories(String token) {
    return asks(token).get("/v1/categories");
  }

  static void makesCategory(String token, int status) {
    asks(token)
        .body("{\"name\":\"" + UUID.randomUUID() + "\"}")
        .post("/v1/categories")
        .then()
        .statusCode(status);
  }

  static RequestSpecification asks(String token) {
    return given().header("Authorization", "Bearer " + token).contentType("application/json");
  }

  static void refused(String token) {
    categories(token)
        .then()
        .statusCode(401)
        .header("WWW-Authenticate", containsString("error=\"invalid_token\""))
        .body("code", equalTo("invalid_credential"));
  }
}
