package dev.belfry.access.key;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** What is said, or left out, when a key is revoked or rotated, and what a refusal names. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class KeyWordsTest {
  @Inject House house;

  @Test
  void aReasonIsKeptWithTheKey() {
    Person alice = house.alice();
    Kept key = made(alice);
    String revoke = "/v1/keys/" + key.id() + "/revoke";
    Kept.posted(alice.asks(), revoke, "{'reason':'old','because':'x'}")
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/because"));
    Kept.posted(alice.asks(), revoke, "{'reason':'" + "x".repeat(201) + "'}")
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/reason"));
    Kept.posted(alice.asks(), revoke, "{'reason':'old'}")
        .statusCode(200)
        .body("revoked_reason", equalTo("old"));
  }

  @Test
  void nothingNeedBeSaid() {
    Person alice = house.alice();
    String session = House.signIn(alice.email());
    given()
        .noContentType()
        .header("X-Session-ID", session)
        .post("/v1/keys/" + made(alice).id() + "/revoke")
        .then()
        .statusCode(200)
        .body("revoked_reason", nullValue());
    given()
        .noContentType()
        .header("X-Session-ID", session)
        .post("/v1/keys/" + made(alice).id() + "/rotate")
        .then()
        .statusCode(201)
        .body("key", notNullValue());
    alice.asks().post("/v1/keys/" + made(alice).id() + "/rotate").then().statusCode(201);
    given()
        .noContentType()
        .header("X-API-Key", made(alice).key())
        .post("/v1/keys/self/rotate")
        .then()
        .statusCode(201);
  }

  @Test
  void aRefusalPointsToWhatWasSentAndIsShort() {
    Person alice = house.alice();
    Person bob = house.member(alice, "bob", "key:create", "monitor:read");
    Kept.posted(bob.asks(), "/v1/keys", "{'name':'k','kind':'full_access'}")
        .statusCode(403)
        .body("errors", hasSize(20))
        .body("errors[0].pointer", equalTo("/kind"))
        .body("errors[19].pointer", equalTo("/kind"))
        .body("detail", matchesPattern(".* and \\d+ more on all that you want to hand out\\."));
    Kept.posted(bob.asks(), "/v1/keys", "{'name':'k','scopes':['monitor:read','monitor:delete']}")
        .statusCode(403)
        .body("errors", hasSize(1))
        .body("errors[0].pointer", equalTo("/scopes/1"))
        .body("detail", startsWith("You do not hold monitor:delete on all"));
    Kept.posted(
            bob.asks(),
            "/v1/keys",
            "{'name':'k','grants':[{'scopes':['monitor:delete'],'categories':'ALL','groups':'ALL'}]}")
        .statusCode(403)
        .body("errors[0].pointer", equalTo("/grants"));
  }

  private static Kept made(Person person) {
    return Kept.made(person.asks(), "{'name':'k','scopes':['monitor:read','key:update']}");
  }
}
