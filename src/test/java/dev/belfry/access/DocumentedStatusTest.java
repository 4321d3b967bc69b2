package dev.belfry.access;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belfry.house.Routes;
import dev.belfry.house.Routes.Route;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The document says of every route what the matrix and the other tests get when it works. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class DocumentedStatusTest {
  private static final Set<String> CHANGE_NOTHING =
      Set.of(
          "POST /v1/keys/can",
          "POST /v1/keys/{id}/can",
          "POST /v1/maintenance/preview",
          "POST /v1/monitors/test",
          "POST /v1/triggers/simulate");

  /** Of the routes that are not in the matrix, and are no plain GET or DELETE. */
  private static final Map<String, Integer> OTHERS =
      Map.ofEntries(
          Map.entry("POST /v1/credentials/revoke", 202),
          Map.entry("POST /v1/invitations/accept", 201),
          Map.entry("POST /v1/invitations/join", 201),
          Map.entry("POST /v1/keys/can", 200),
          Map.entry("POST /v1/keys/self/rotate", 201),
          Map.entry("POST /ping/{token}", 200),
          Map.entry("POST /ping/{token}/{signal}", 200),
          Map.entry("POST /status/{slug}/unlock", 303),
          Map.entry("POST /v1/password", 204),
          Map.entry("POST /v1/password-reset", 204),
          Map.entry("POST /v1/password-reset/request", 202),
          Map.entry("POST /password-reset", 200),
          Map.entry("POST /invitation", 200),
          Map.entry("POST /confirm-address", 200),
          Map.entry("POST /v1/personal-keys", 201),
          Map.entry("POST /v1/personal-keys/{id}/rotate", 201),
          Map.entry("PATCH /v1/profile", 200),
          Map.entry("POST /v1/session", 201),
          Map.entry("POST /v1/session/switch", 201),
          Map.entry("POST /v1/sso/backchannel-logout", 200),
          Map.entry("GET /v1/sso/callback", 303),
          Map.entry("GET /v1/sso/login", 303),
          Map.entry("POST /v1/sso/logout", 200),
          Map.entry("POST /v1/sso/proxy", 201),
          Map.entry("POST /v1/users/{id}/password-reset", 201),
          Map.entry("POST /v1/users/{id}/release", 204));

  @Test
  void everyRouteNamesItsStatusAndNoOther() throws IOException {
    String json = given().queryParam("format", "JSON").get("/openapi").asString();
    JsonNode paths = new ObjectMapper().readTree(json).get("paths");
    Map<String, String> wrong = new TreeMap<>();
    for (Route route : Routes.all()) {
      JsonNode responses =
          paths
              .path(route.template())
              .path(route.verb().toLowerCase(Locale.ROOT))
              .path("responses");
      TreeMap<String, String> named = new TreeMap<>();
      responses
          .properties()
          .forEach(one -> named.put(one.getKey(), one.getValue().path("description").asText()));
      named.keySet().removeIf(status -> status.startsWith("4"));
      if (!named.keySet().equals(Set.of("" + expected(route))) || named.containsValue("")) {
        wrong.put(route.toString(), named + " for " + expected(route));
      }
    }
    assertEquals(Map.of(), wrong);
  }

  /** But those that change nothing, which may be repeated as they are. */
  @Test
  void everyPostByAKnownCallerTakesAnIdempotencyKey() throws IOException {
    String json = given().queryParam("format", "JSON").get("/openapi").asString();
    JsonNode paths = new ObjectMapper().readTree(json).get("paths");
    for (Route route : Routes.all()) {
      JsonNode operation = paths.path(route.template()).path(route.verb().toLowerCase(Locale.ROOT));
      boolean takes = operation.path("parameters").toString().contains("\"Idempotency-Key\"");
      boolean changes = !CHANGE_NOTHING.contains(route.toString());
      assertEquals(
          route.verb().equals("POST") && !route.open() && changes, takes, route.toString());
    }
    assertTrue(json.contains("Idempotency-Replayed"));
  }

  private static int expected(Route route) {
    Integer other = OTHERS.get(route.toString());
    if (other != null) {
      return other;
    }
    if (Cells.routes().contains(route.toString()) && Cells.of(route).ok() < 300) {
      return Cells.of(route).ok();
    }
    return route.verb().equals("DELETE") ? 204 : 200;
  }
}
