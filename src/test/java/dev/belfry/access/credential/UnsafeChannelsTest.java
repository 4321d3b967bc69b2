package dev.belfry.access.credential;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The channels of xyOps, where an operator has opened them. CredentialTest has them closed. */
@QuarkusTest
@TestProfile(UnsafeChannelsTest.Opened.class)
@QuarkusTestResource(TestDatabase.class)
class UnsafeChannelsTest {
  /** With the one setting. */
  public static class Opened implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("belfry.access.unsafe-channels", "true");
    }
  }

  @Inject House house;

  @Test
  void aKeyInTheQueryOrInTheBodyIsTakenAndTheBodyIsReadWithoutIt() {
    Person alice = house.alice();
    String key = alice.key("account:read", "category:create");
    RestAssured.given().queryParam("api_key", key).get("/v1/account").then().statusCode(200);
    RestAssured.given()
        .contentType(ContentType.JSON)
        .body("{\"api_key\":\"" + key + "\",\"name\":\"Web\"}")
        .post("/v1/categories")
        .then()
        .statusCode(201)
        .body("name", equalTo("Web"));
  }

  @Test
  void aSessionInTheQueryIsTakenAndChangesNeedTheDefenceAgainstForgery() {
    Person alice = house.alice();
    RestAssured.given()
        .queryParam("session_id", alice.session())
        .get("/v1/account")
        .then()
        .statusCode(200);
    RestAssured.given()
        .queryParam("session_id", alice.session())
        .contentType(ContentType.JSON)
        .body("{\"name\":\"Web\"}")
        .post("/v1/categories")
        .then()
        .statusCode(403)
        .body("code", equalTo("cross_site"));
  }

  @Test
  @Checklist({5, 7, 8})
  void twoCredentialsAreStillOneTooMany() {
    Person alice = house.alice();
    String key = alice.key("account:read");
    assertEquals(400, Person.asks(key).queryParam("api_key", key).get("/v1/account").statusCode());
    assertEquals(
        400,
        RestAssured.given()
            .queryParam("api_key", key)
            .queryParam("api_key", key)
            .get("/v1/account")
            .statusCode());
    assertEquals(
        400,
        Person.asks(key)
            .body("{\"api_key\":\"" + key + "\",\"name\":\"x\"}")
            .post("/v1/categories")
            .statusCode());
  }

  @Test
  void whatIsNoJsonIsSaidByWhoeverReadsTheBody() {
    Person alice = house.alice();
    alice.asks().body("{\"name\":").post("/v1/categories").then().statusCode(400);
    alice
        .asks()
        .body("{\"name\":\"a\",\"name\":\"b\"}")
        .post("/v1/categories")
        .then()
        .statusCode(400);
  }
}
