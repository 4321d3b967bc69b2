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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Methods beside those that a route has, and requests whose end two readers could see elsewhere.
 */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class OddMethodsTest {
  private static final String BODY = "{\"name\":\"smuggled\"}";
  @Inject House house;

  @Test
  @Checklist(31)
  void headIsReadingWithoutTheBody() {
    Person alice = house.alice();
    String few = "X-API-Key: " + alice.key("category:read");
    String many = "X-API-Key: " + alice.key("*:*");
    Map<String, String> wrong = new TreeMap<>();
    for (Routes.Route route : Routes.all()) {
      if (route.verb().equals("GET") && route.scope() != null) {
        String path = route.path(TypeId.format("xxx", TypeId.next()));
        for (String[] who : new String[][] {{}, {few}, {many}}) {
          Reply head = Wire.ask("HEAD", path, "", who);
          int get = Wire.get(path, who).status();
          if (head.status() != get || !head.body().isEmpty()) {
            wrong.put(path + String.join("", who), get + " but " + head);
          }
        }
      }
    }
    assertEquals(Map.of(), wrong);
  }

  /** What it tells stands in the published document too; it asks nothing of the database. */
  @Test
  @Checklist(32)
  void optionsTellsNothingThatIsNotPublic() {
    String secret = TypeId.format("mon", TypeId.next());
    for (String path : List.of("/v1/keys", "/v1/monitors/" + secret, "/v1/session")) {
      Reply reply = Wire.ask("OPTIONS", path, "", "X-API-Key: nonsense");
      assertEquals(200, reply.status());
      assertEquals("", reply.body());
      assertEquals(List.of(), reply.headers("Set-Cookie"));
      assertFalse(reply.head().toLowerCase(java.util.Locale.ROOT).contains("access-control"));
    }
  }

  @Test
  @Checklist(33)
  void methodsThatNoRouteHasAreRefusedAndEchoNothing() {
    Person alice = house.alice();
    String key = "X-API-Key: " + alice.key("*:*");
    Set<String> collections =
        Routes.all().stream()
            .filter(route -> !route.named())
            .map(Routes.Route::template)
            .collect(Collectors.toSet());
    Map<String, String> wrong = new TreeMap<>();
    for (String path : collections) {
      for (String verb :
          List.of("TRACE", "CONNECT", "TRACK", "DEBUG", "PROPFIND", "FOO", "get", "Post")) {
        Reply reply = Wire.ask(verb, path, "", key, "X-Planted: planted-4711");
        if (reply.status() != 405 || reply.text().contains("planted-4711")) {
          wrong.put(verb + " " + path, reply.toString());
        }
      }
    }
    assertEquals(Map.of(), wrong);
    assertEquals(400, Wire.ask("G\u00c9T", "/v1/keys", "", key).status());
    assertFalse(Wire.ask("TRACE", "/", "", "X-Planted: planted-4711").text().contains("planted"));
    assertTrue(Wire.ask("CONNECT", "example.org:443", "").status() >= 400);
  }

  /** None of these makes a category, and none is answered by more than one answer. */
  @Test
  @Checklist(36)
  void aLengthThatIsNotOneNumberIsRefused() {
    Person alice = house.alice();
    String key = "X-API-Key: " + alice.key("*:*") + "\r\n";
    for (String length :
        List.of(
            "Content-Length: 19\r\nContent-Length: 3\r\n",
            "Content-Length: 19, 3\r\n",
            "Content-Length: +19\r\n",
            "Content-Length: -1\r\n",
            "Content-Length: 0x13\r\n",
            "Content-Length: 1 9\r\n",
            "Content-Length: 99999999999999999999\r\n",
            "Content-Length : 19\r\n",
            "Transfer-Encoding : chunked\r\n",
            "Transfer-Encoding: \u000bchunked\r\n",
            "Transfer-Encoding: xchunked\r\n")) {
      Reply reply = Wire.send(start(key) + length + "\r\n" + BODY);
      assertEquals(400, reply.status(), length + reply);
      assertEquals(1, reply.answers(), length);
    }
    alice.asks().get("/v1/categories").then().body("data.size()", org.hamcrest.Matchers.is(0));
  }

  @Test
  @Checklist(36)
  void brokenChunksEndTheConnection() {
    Person alice = house.alice();
    String key = "X-API-Key: " + alice.key("*:*") + "\r\n";
    for (String size : List.of("zz", "-1", "ffffffffffffffff1", "0x13", "", " ")) {
      Reply reply =
          Wire.send(
              start(key)
                  + "Transfer-Encoding: chunked\r\n\r\n"
                  + size
                  + "\r\n"
                  + BODY
                  + "\r\n0\r\n\r\nGET /v1/keys HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertTrue(reply.answers() <= 1 && reply.status() != 201, size + reply);
    }
    alice.asks().get("/v1/categories").then().body("data.size()", org.hamcrest.Matchers.is(0));
  }

  /** What a proxy lets pass as one request stays one: nobody talks on in another protocol. */
  @Test
  @Checklist(36)
  void nobodySwitchesToAnotherProtocol() {
    String key = "X-API-Key: " + house.alice().key("account:read");
    Reply h2c =
        Wire.get(
            "/v1/account",
            "Connection: Upgrade, HTTP2-Settings",
            "Upgrade: h2c",
            "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA",
            key);
    assertEquals(200, h2c.status(), h2c.toString());
    assertEquals(1, h2c.answers());
    Reply socket =
        Wire.get(
            "/v1/account",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
    assertEquals(401, socket.status(), socket.toString());
  }

  private static String start(String key) {
    return "POST /v1/categories HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        + "Content-Type: application/json\r\n"
        + key;
  }
}
