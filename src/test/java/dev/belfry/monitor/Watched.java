package dev.belfry.monitor;

import dev.belfry.house.Person;
import io.restassured.response.ValidatableResponse;

/** Monitors that tests make and change. */
final class Watched {
  private Watched() {}

  static String body(String fields) {
    return ("{'type':'http'," + fields + "}").replace('\'', '"');
  }

  static String make(Person owner, String fields) {
    return owner
        .asks()
        .body(body(fields))
        .post("/v1/monitors")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  static ValidatableResponse patch(Person person, String id, String body) {
    return person
        .asks()
        .contentType("application/merge-patch+json")
        .body(body)
        .patch("/v1/monitors/" + id)
        .then();
  }
}
