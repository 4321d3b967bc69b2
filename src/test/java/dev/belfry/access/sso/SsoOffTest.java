package dev.belfry.access.sso;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Without settings there is no such thing, and nothing of it stands in the way of our own. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class SsoOffTest {
  private static final String JWT = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJtZSJ9.AAAA";
  @Inject House house;

  @Test
  void itsRoutesAreNotThere() {
    given().get("/v1/sso/login").then().statusCode(404);
    given().get("/v1/sso/callback?code=a&state=b").then().statusCode(404);
    given()
        .formParam("logout_token", JWT)
        .post("/v1/sso/backchannel-logout")
        .then()
        .statusCode(404);
    given()
        .header("Sec-Fetch-Site", "same-origin")
        .header("X-Forwarded-User", "admin")
        .post("/v1/sso/proxy")
        .then()
        .statusCode(404);
    house.alice().asks().post("/v1/sso/logout").then().statusCode(404);
  }

  @Test
  void aTokenOfSomebodyElseIsRefusedByUsAndAKeyOfOursIsNotTouched() {
    Person.asks(JWT)
        .get("/v1/account")
        .then()
        .statusCode(401)
        .contentType("application/problem+json")
        .body("code", equalTo("invalid_credential"));
    Person.asks(house.alice().key("account:read")).get("/v1/account").then().statusCode(200);
  }
}
