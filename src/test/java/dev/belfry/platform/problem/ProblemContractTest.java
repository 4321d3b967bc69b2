package dev.belfry.platform.problem;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every class of failure has the same shape (RFC 9457), and none tells what is inside. */
@QuarkusTest
@TestProfile(ProblemContractTest.Failing.class)
@QuarkusTestResource(TestDatabase.class)
class ProblemContractTest {
  private static final Set<String> MEMBERS =
      Set.of("type", "title", "status", "detail", "code", "request_id");
  @Inject House house;

  public static class Failing implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("routes.failing", "true");
    }
  }

  @Test
  @Checklist(91)
  void everyFailureHasTheShapeOfAProblem() {
    Person alice = house.alice();
    Person bob = house.bob(alice);
    String category = alice.asks().body("{\"name\":\"Web\"}").post("/v1/categories").path("id");
    isProblem(400, "malformed_request", alice.asks().body("{").post("/v1/categories"));
    isProblem(400, "invalid_parameter", alice.asks().get("/v1/categories?limit=0"));
    isProblem(
        400, "ambiguous_credentials", alice.asks().header("X-API-Key", "x").get("/v1/categories"));
    isProblem(401, "unauthenticated", given().get("/v1/categories"));
    isProblem(401, "invalid_credential", Person.asks("nonsense").get("/v1/categories"));
    isProblem(403, "insufficient_scope", bob.asks().get("/v1/categories"));
    isProblem(404, "not_found", alice.asks().get("/v1/categories/cat_x"));
    isProblem(404, "not_found", alice.asks().get("/v1/nothing"));
    isProblem(405, "method_not_allowed", alice.asks().delete("/v1/categories"));
    isProblem(406, "not_acceptable", alice.asks().accept("image/png").get("/v1/categories"));
    isProblem(409, "taken", alice.asks().body("{\"name\":\"web\"}").post("/v1/categories"));
    isProblem(
        412,
        "stale",
        alice
            .asks()
            .header("If-Match", "\"9\"")
            .body("{\"name\":\"x\"}")
            .put("/v1/categories/" + category));
    isProblem(413, "too_large", alice.asks().body("x".repeat(2_000_000)).post("/v1/categories"));
    isProblem(
        415,
        "unsupported_media_type",
        alice.asks().contentType("text/plain").body("x").post("/v1/categories"));
    isProblem(422, "invalid_body", alice.asks().body("{}").post("/v1/categories"));
  }

  @Test
  @Checklist(91)
  void aDefectTellsNothingOfWhatIsInside() {
    Response response = given().get("/failing");
    isProblem(500, "internal_error", response);
    assertFalse(response.asString().contains("secret"), response.asString());
    assertFalse(response.asString().contains("IllegalState"), response.asString());
    assertNull(response.path("errors"));
  }

  private static void isProblem(int status, String code, Response response) {
    assertEquals(status, response.statusCode(), response.asString());
    assertEquals(code, response.path("code"));
    assertTrue(
        response.contentType().startsWith("application/problem+json"), response.contentType());
    Map<String, Object> body = response.path("$");
    assertTrue(body.keySet().containsAll(MEMBERS), body.keySet().toString());
    assertTrue(
        body.keySet().stream().allMatch(name -> MEMBERS.contains(name) || name.equals("errors")),
        body.toString());
    assertEquals(status, response.<Integer>path("status"));
    assertEquals("https://belfry.dev/problems/" + code, response.path("type"));
    assertEquals(response.header("X-Request-Id"), response.path("request_id"));
    assertEquals("no-store", response.header("Cache-Control"));
  }
}
