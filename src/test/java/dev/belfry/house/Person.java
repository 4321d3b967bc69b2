package dev.belfry.house;

import static io.restassured.RestAssured.given;

import dev.belfry.access.people.People;
import dev.belfry.platform.event.AccountId;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;

/**
 * Somebody who uses Belfry over HTTP.
 *
 * @param session the token of a session
 */
public record Person(AccountId account, String email, String session, People.Founder founder) {

  /** Otherwise a merge patch would be sent as ISO 8859-1. */
  private static final RestAssuredConfig UTF_8 =
      RestAssuredConfig.config()
          .encoderConfig(
              EncoderConfig.encoderConfig()
                  .appendDefaultContentCharsetToContentTypeIfUndefined(false));

  /** A request by this person's session. */
  public RequestSpecification asks() {
    return given().config(UTF_8).header("X-Session-ID", session).contentType(ContentType.JSON);
  }

  /** A request by a key. */
  public static RequestSpecification asks(String key) {
    return given()
        .config(UTF_8)
        .header("Authorization", "Bearer " + key)
        .contentType(ContentType.JSON);
  }

  /** A key of this person with these scopes on everything. */
  public String key(String... scopes) {
    String list = "\"" + String.join("\",\"", scopes) + "\"";
    return asks()
        .body("{\"name\":\"test\",\"scopes\":[" + list + "]}")
        .post("/v1/keys")
        .then()
        .statusCode(201)
        .extract()
        .path("key");
  }
}
