package dev.belfry.platform;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belfry.house.Checklist;
import dev.belfry.house.Routes;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The published document tells of every route, and does not change unnoticed. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class OpenApiTest {
  private static final Path COMMITTED = Path.of("src", "test", "resources", "openapi.yaml");

  @Test
  void isTheOneThatWasCommitted() throws IOException {
    String now = given().get("/openapi").then().statusCode(200).extract().asString();
    if (Boolean.getBoolean("openapi.write")) {
      Files.createDirectories(COMMITTED.getParent());
      Files.writeString(COMMITTED, now);
    }
    assertEquals(
        Files.readString(COMMITTED),
        now,
        "run this test with -Dopenapi.write=true, then read the difference");
  }

  @Test
  void namesTheScopeOfEveryRoute() throws IOException {
    String json = given().queryParam("format", "JSON").get("/openapi").asString();
    JsonNode paths = new ObjectMapper().readTree(json).get("paths");
    List<String> wrong = new ArrayList<>();
    for (Routes.Route route : Routes.all()) {
      JsonNode operation = paths.path(route.template()).path(route.verb().toLowerCase(Locale.ROOT));
      String expected = route.scope() == null ? "" : route.scope().text();
      String named = operation.path("x-required-scope").asText();
      if (operation.isMissingNode()
          || !named.equals(expected)
          || operation.get("security").isEmpty() != route.open()) {
        wrong.add(route + " has " + operation.path("security") + " " + named);
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void isThereToBeTried() {
    given().get("/docs/").then().statusCode(200).contentType("text/html");
  }

  /** Operators ask another port, and learn nothing that is not theirs. */
  @Test
  @Checklist(35)
  void healthAndMetricsAreNotOnThePortOfTheApi() {
    given().get("/health").then().statusCode(404);
    given().get("/metrics").then().statusCode(404);
    given().get("/q/dev").then().statusCode(404);
  }
}
