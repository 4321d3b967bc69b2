package dev.belfry.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Checklist;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What operators ask on their own port. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class HealthTest {
  @SuppressWarnings("NullAway.Init")
  @TestHTTPResource(value = "/health", management = true)
  URI health;

  /** Being alive is asked of nothing that could be away; being ready is asked of the database. */
  @Test
  @Checklist(120)
  void livingNeedsNoDatabaseAndBeingReadyDoes() {
    assertEquals(List.of(), ask("/live").path("checks"));
    assertEquals(List.of(), ask("/started").path("checks"));
    List<String> asked = ask("/ready").path("checks.name");
    assertTrue(asked.stream().anyMatch(name -> name.contains("Database")), "" + asked);
  }

  @Test
  @Checklist({35, 120})
  void theyTellNeitherVersionsNorPlaces() {
    for (String path : List.of("", "/live", "/ready", "/started")) {
      Response answer = ask(path);
      String told = answer.asString() + answer.headers();
      assertFalse(told.matches("(?s).*\\d+\\.\\d+.*"), told);
      for (String word : List.of("jdbc:", "Quarkus", "Server:", "PostgreSQL", "belfry_")) {
        assertFalse(told.contains(word), told);
      }
    }
  }

  private Response ask(String path) {
    Response answer = RestAssured.given().get(health + path);
    assertEquals(200, answer.statusCode(), answer.asString());
    return answer;
  }
}
