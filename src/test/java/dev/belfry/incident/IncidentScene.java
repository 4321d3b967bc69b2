package dev.belfry.incident;

import static dev.belfry.incident.Wreck.INCIDENTS;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Somebody whose monitors fail. */
abstract class IncidentScene {
  static final String PATCH = "application/merge-patch+json";

  @Inject House house;
  Person alice;
  Wreck wreck;

  @BeforeEach
  void arrange() {
    alice = house.alice();
    wreck = Wreck.of(alice);
  }

  @AfterEach
  void close() {
    wreck.close();
  }

  ValidatableResponse put(String incident) {
    return alice
        .asks()
        .body(Map.of("title", "By PUT"))
        .put(INCIDENTS + "/" + incident)
        .then()
        .statusCode(200);
  }

  ValidatableResponse patch(String id, Map<String, ?> body) {
    return alice.asks().contentType(PATCH).body(body).patch(INCIDENTS + "/" + id).then();
  }
}
