package dev.belfry.access.key;

import dev.belfry.house.Person;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/** A key that a test made: its id, and the text that was shown once. */
record Kept(String id, String key) {
  /** Made by whoever asks; the body with ' for ". */
  static Kept made(RequestSpecification asks, String body) {
    return of(asks.body(body.replace('\'', '"')).post("/v1/keys").then().statusCode(201));
  }

  static Kept of(ValidatableResponse shown) {
    JsonPath made = shown.extract().jsonPath();
    return new Kept(made.getString("id"), made.getString("key"));
  }

  static ValidatableResponse patched(RequestSpecification asks, String id, String body) {
    return asks.contentType("application/merge-patch+json")
        .body(body.replace('\'', '"'))
        .patch("/v1/keys/" + id)
        .then();
  }

  static ValidatableResponse posted(RequestSpecification asks, String path, String body) {
    return asks.body(body.replace('\'', '"')).post(path).then();
  }

  RequestSpecification asks() {
    return Person.asks(key);
  }

  /** What a call with it is answered. */
  int status() {
    return asks().get("/v1/session").statusCode();
  }

  String shown(Person person, String field) {
    return person.asks().get("/v1/keys/" + id).then().statusCode(200).extract().path(field);
  }
}
