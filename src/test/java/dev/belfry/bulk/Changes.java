package dev.belfry.bulk;

import dev.belfry.house.Json;
import dev.belfry.house.Person;
import io.restassured.response.ValidatableResponse;
import java.util.List;

/** Changes of many monitors that somebody asks for, and what is there afterwards. */
record Changes(Person owner) {
  static final String PATH = "/v1/monitors/bulk";

  ValidatableResponse bulk(String body) {
    return owner.asks().body(Json.of(body)).post(PATH).then();
  }

  List<String> names(String query) {
    return owner.asks().get("/v1/monitors?" + query).then().extract().path("data.name");
  }

  String monitor(String fields) {
    String url = fields.contains("'url'") ? "" : ",'url':'http://localhost:1/'";
    return owner
        .asks()
        .body(Json.of("{'type':'http'," + fields + url + "}"))
        .post("/v1/monitors")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }
}
