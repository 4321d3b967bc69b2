package dev.belfry.bulk;

import dev.belfry.house.Person;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Files that somebody sends, and what is there afterwards. */
record SentFile(Person sender) {
  static final String PATH = "/v1/monitors/import";

  ValidatableResponse send(String query, String file) {
    return sender
        .asks()
        .contentType("text/csv")
        .body(file.getBytes(StandardCharsets.UTF_8))
        .post(PATH + query)
        .then();
  }

  ValidatableResponse bytes(byte[] file) {
    return sender.asks().contentType("text/csv").body(file).post(PATH).then();
  }

  List<String> names() {
    return sender.asks().get("/v1/monitors?sort=name").then().extract().path("data.name");
  }
}
