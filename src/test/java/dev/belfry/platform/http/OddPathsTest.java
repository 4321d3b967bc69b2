package dev.belfry.platform.http;

import static org.hamcrest.Matchers.hasSize;
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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Paths that two readers could understand differently lead past nobody. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class OddPathsTest {
  @Inject House house;
  private Person alice;
  private String few;

  @BeforeEach
  void people() {
    alice = house.alice();
    few = alice.key("category:read");
  }

  /** However a path is written, whoever lacks the scope is refused, or there is nothing. */
  @Test
  @Checklist({25, 26, 27, 29})
  void aSpellingOfAPathOpensNothing() {
    Map<String, String> wrong = new TreeMap<>();
    for (String path :
        List.of(
            "/v1//keys",
            "//v1/keys",
            "/v1/keys/",
            "/v1/keys//",
            "/v1/./keys",
            "/v1/x/../keys",
            "/docs/../v1/keys",
            "/docs/%2e%2e/v1/keys",
            "/openapi/../v1/keys",
            "/v1/session/../keys",
            "/v1/keys;jsessionid=1",
            "/v1;a/keys",
            "/v1/keys%3Ba",
            "/v1/..;/keys",
            "/v1%2Fkeys",
            "/v1%5Ckeys",
            "/v1\\keys",
            "/v1/%252e/keys",
            "/v1/%2e/keys",
            "/v1/x/%2e%2e/keys",
            "/v1/x/%252e%252e/keys",
            "/v1/x/..%2fkeys",
            "/V1/keys",
            "/v1/Keys",
            "/v1/KEYS",
            "/v1/k%65ys",
            "/%76%31/keys",
            "/v1/keys%E2%80%8B",
            "/v1/keys%20",
            "/v1/keys?",
            "/v1/keys#x",
            "/v1/keys%23",
            "v1/keys",
            "*",
            "http://localhost/v1/keys")) {
      int nobody = Wire.get(path).status();
      int little = Wire.get(path, "X-API-Key: " + few).status();
      if (!Set.of(400, 401, 404).contains(nobody) || !Set.of(400, 403, 404).contains(little)) {
        wrong.put(path, nobody + " " + little);
      }
    }
    assertEquals(Map.of(), wrong);
  }

  /** Every route, by the spellings that reach it: what it needs is asked of the matched method. */
  @Test
  @Checklist({25, 26, 88})
  void theSpellingsThatReachARouteNeedItsScope() {
    Map<String, String> wrong = new TreeMap<>();
    for (Routes.Route route : Routes.all()) {
      if (route.scope() != null && !route.scope().text().equals("category:read")) {
        String path = route.path(TypeId.format("xxx", TypeId.next()));
        for (String odd :
            List.of("/" + path, path + "/", path + ";x=1", path.replace("e", "%65"))) {
          int status = Wire.ask(route.verb(), odd, "", "X-API-Key: " + few).status();
          if (status != 403 && status != 404) {
            wrong.put(route.verb() + " " + odd, "" + status);
          }
        }
      }
    }
    assertEquals(Map.of(), wrong);
  }

  @Test
  @Checklist(28)
  void whatCannotBeAnIdIsRefusedWithoutADefect() {
    String key = alice.key("*:*");
    Map<String, String> wrong = new TreeMap<>();
    for (String id :
        List.of("%00", "%0a", "%0D%0AX:1", "%1f", "%20", "%ff", "%c3%28", "%2e%2e%2f")) {
      for (Routes.Route route : Routes.all()) {
        if (route.named()) {
          Reply reply = Wire.ask(route.verb(), route.path(id), "", "X-API-Key: " + key);
          boolean named = reply.headers("Content-Type").contains("application/problem+json");
          if (reply.status() / 100 != 4 || !named || reply.answers() != 1) {
            wrong.put(route.verb() + " " + route.path(id), reply.toString());
          }
        }
      }
    }
    assertEquals(Map.of(), wrong);
  }

  @Test
  @Checklist(30)
  void theHostOfTheRequestDecidesNothing() {
    String line = "X-API-Key: " + alice.key("*:*");
    assertEquals(
        400,
        Wire.send(
                "GET /v1/keys HTTP/1.1\r\nConnection: close\r\nHost: a\r\nHost: b\r\n"
                    + line
                    + "\r\n\r\n")
            .status());
    assertEquals(
        400,
        Wire.send("GET /v1/keys HTTP/1.1\r\nConnection: close\r\n" + line + "\r\n\r\n").status());
    for (String path : List.of("/v1/keys", "/v1/account", "/v1/session", "/openapi", "/docs/")) {
      Reply reply =
          Wire.send(
              "GET "
                  + path
                  + " HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\n"
                  + "Forwarded: host=evil.example\r\nConnection: close\r\n"
                  + line
                  + "\r\n\r\n");
      assertEquals(200, reply.status(), path);
      assertFalse(reply.text().contains("evil.example"), path);
    }
    Reply absolute = Wire.get("http://evil.example/v1/account", line);
    assertTrue(absolute.status() == 200 || absolute.status() == 400, absolute.toString());
    assertFalse(absolute.text().contains("evil.example"));
  }

  /** A header that names another method is not read: nothing is deleted by asking to read. */
  @Test
  @Checklist(34)
  void theMethodIsThatOfTheRequestLine() {
    String key = "X-API-Key: " + alice.key("*:*");
    String category =
        alice.asks().body("{\"name\":\"stays\"}").post("/v1/categories").path("id").toString();
    for (String header : List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")) {
      String path = "/v1/categories/" + category;
      assertEquals(200, Wire.get(path, key, header + ": DELETE").status());
      assertEquals(405, Wire.ask("POST", path, "", key, header + ": DELETE").status());
    }
    Wire.ask("POST", "/v1/categories/" + category + "?_method=DELETE", "", key);
    Wire.get("/v1/categories/" + category + "?_method=DELETE", key);
    alice.asks().get("/v1/categories").then().body("data", hasSize(1));
  }
}
