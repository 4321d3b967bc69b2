package dev.belfry.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Routes;
import dev.belfry.house.TestDatabase;
import dev.belfry.house.Wire;
import dev.belfry.house.Wire.Reply;
import dev.belfry.platform.id.TypeId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What browsers, and caches between them and us, may do with answers. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class BrowsersTest {
  @Inject House house;

  @Test
  @Checklist({93, 99, 113})
  void noAnswerIsFramedSniffedOrTellsWhereOneComesFrom() {
    Person alice = house.alice();
    String key = "X-API-Key: " + alice.key("*:*");
    for (String path :
        List.of("/v1/account", "/v1/nothing", "/v1/keys/%00", "/openapi", "/", "/docs/", "/docs")) {
      Reply reply = Wire.get(path, key);
      assertEquals(List.of("nosniff"), reply.headers("X-Content-Type-Options"), path);
      assertEquals(List.of("no-referrer"), reply.headers("Referrer-Policy"), path);
      assertEquals(1, reply.headers("Content-Security-Policy").size(), path);
      String policy = reply.headers("Content-Security-Policy").getFirst();
      assertTrue(policy.contains("frame-ancestors 'none'"), path);
      assertTrue(path.startsWith("/docs") || policy.startsWith("default-src 'none'"), path);
    }
  }

  /** No site but our own reads an answer, whatever it says where it comes from. */
  @Test
  @Checklist(94)
  void noOtherOriginIsAllowedAnything() {
    String key = "X-API-Key: " + house.alice().key("*:*");
    for (String origin :
        List.of(
            "https://evil.example",
            "null",
            "http://localhost.evil.example",
            "http://evil-localhost",
            "http://localhost")) {
      List<Reply> replies =
          List.of(
              Wire.get("/v1/account", key, "Origin: " + origin),
              Wire.get("/v1/account", "Origin: " + origin),
              Wire.get("/openapi", "Origin: " + origin),
              Wire.ask(
                  "OPTIONS",
                  "/v1/keys",
                  "",
                  "Origin: " + origin,
                  "Access-Control-Request-Method: POST",
                  "Access-Control-Request-Headers: x-api-key,content-type",
                  "Access-Control-Request-Private-Network: true"));
      for (Reply reply : replies) {
        assertFalse(reply.head().toLowerCase(Locale.ROOT).contains("access-control-"), "" + reply);
      }
    }
  }

  /** Every route, with and without a credential. A version is compared by us, never by a cache. */
  @Test
  @Checklist({92, 114})
  void nothingOfTheApiIsKeptByACache() {
    Person alice = house.alice();
    String key = "X-API-Key: " + alice.key("*:*");
    Map<String, String> wrong = new TreeMap<>();
    for (Routes.Route route : Routes.all()) {
      if (route.verb().equals("GET")) {
        String path = route.path(TypeId.format("xxx", TypeId.next()));
        for (String[] who : new String[][] {{}, {key}, {key, "If-None-Match: \"0\""}}) {
          Reply reply = Wire.get(path, who);
          boolean kept =
              reply.headers("Cache-Control").stream().noneMatch(line -> line.contains("no-store"));
          if (kept || reply.status() == 304) {
            wrong.put(path + String.join("", who), reply.toString());
          }
        }
      }
    }
    assertEquals(Map.of(), wrong);
  }

  /** There is no page that answers instead of the API, also for those who would like a page. */
  @Test
  @Checklist(38)
  void whatIsNotThereIsNotThereForBrowsersToo() {
    for (String path :
        List.of("/v1/nothing", "/v1/keys/x/y", "/index.html", "/v2/keys", "/docs/x")) {
      Reply reply = Wire.get(path, "Accept: text/html,application/xhtml+xml,*/*;q=0.8");
      assertEquals(404, reply.status(), path);
      assertEquals(List.of("application/problem+json"), reply.headers("Content-Type"), path);
    }
    Reply keys = Wire.get("/v1/keys", "Accept: text/html");
    assertEquals(List.of("application/problem+json"), keys.headers("Content-Type"));
  }

  @Test
  @Checklist(35)
  void whatOperatorsAndDevelopersHaveIsNotOnThisPort() {
    for (String path :
        List.of(
            "/q",
            "/q/dev",
            "/q/dev-ui",
            "/q/health",
            "/q/metrics",
            "/q/openapi",
            "/q/swagger-ui",
            "/q/info",
            "/q/arc/beans",
            "/health",
            "/health/live",
            "/metrics",
            "/dev",
            "/h2-console",
            "/actuator",
            "/swagger-ui",
            "/.env",
            "/.git/config",
            "/WEB-INF/web.xml",
            "/docs/..%2f..%2fapplication.properties",
            "/application.properties")) {
      assertEquals(404, Wire.get(path).status(), path);
    }
  }
}
