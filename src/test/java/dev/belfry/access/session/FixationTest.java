package dev.belfry.access.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.access.credential.SessionCookie;
import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import dev.belfry.house.Wire;
import dev.belfry.house.Wire.Reply;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;

/** Sessions that somebody else chose, kept, or reaches from another site. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class FixationTest {
  private static final String JSON = "Content-Type: application/json";
  private static final String HERE = "Sec-Fetch-Site: same-origin";
  @Inject House house;

  @Test
  @Checklist(96)
  void aLoginNeverTakesOverATokenThatWasThereBefore() {
    Person alice = house.alice();
    Person mallory = house.mallory();
    for (String planted : List.of("p".repeat(43), mallory.session())) {
      for (String line : List.of("X-Session-ID: " + planted, "Cookie: belfry_session=" + planted)) {
        Reply reply = Wire.ask("POST", "/v1/session", login(alice), JSON, HERE, line);
        assertEquals(201, reply.status(), reply.toString());
        assertFalse(reply.text().contains(planted));
      }
    }
    mallory.asks().get("/v1/session").then().body("user.email", Matchers.equalTo(mallory.email()));
    assertEquals(401, Wire.get("/v1/session", "X-Session-ID: " + "p".repeat(43)).status());
  }

  @Test
  @Checklist(96)
  void severalSessionsOfOnePersonAreIndependent() {
    Person alice = house.alice();
    String other = House.signIn(alice.email());
    assertNotEquals(alice.session(), other);
    alice.asks().delete("/v1/session").then().statusCode(204);
    alice.asks().get("/v1/session").then().statusCode(401);
    assertEquals(200, Wire.get("/v1/session", "X-Session-ID: " + other).status());
    assertEquals(
        401, Wire.get("/v1/session", "Cookie: belfry_session=" + alice.session()).status());
  }

  @Test
  @Checklist(97)
  void theCookieIsForTheServerAloneAndOverHttpsForItsHostAlone() {
    Reply plain = Wire.ask("POST", "/v1/session", login(house.alice()), JSON);
    String cookie = plain.headers("Set-Cookie").getFirst();
    for (String flag : List.of("HttpOnly", "SameSite=Lax", "Path=/")) {
      assertTrue(cookie.contains(flag), cookie);
    }
    assertFalse(cookie.toLowerCase(java.util.Locale.ROOT).contains("domain"), cookie);
    var secure = SessionCookie.of("x", 60, true);
    assertEquals("__Host-belfry_session", secure.getName());
    assertTrue(secure.isSecure() && secure.isHttpOnly());
    assertEquals("/", secure.getPath());
    assertEquals(null, secure.getDomain());
    Reply claimed =
        Wire.ask(
            "POST",
            "/v1/session",
            login(house.alice()),
            JSON,
            "X-Forwarded-Proto: https",
            "Forwarded: proto=https");
    assertTrue(claimed.headers("Set-Cookie").getFirst().startsWith("belfry_session="), "believed");
  }

  /** Cookies of a sub-domain come beside ours: neither is chosen. */
  @Test
  @Checklist(97)
  void ofTwoCookiesNoneIsChosen() {
    Person alice = house.alice();
    String session = alice.session();
    for (String cookies :
        List.of(
            "belfry_session=planted; belfry_session=" + session,
            "belfry_session=" + session + "; __Host-belfry_session=planted",
            "__Host-belfry_session=" + session + "; belfry_session=planted")) {
      assertEquals(400, Wire.get("/v1/session", "Cookie: " + cookies).status(), cookies);
    }
    assertEquals(
        400,
        Wire.get(
                "/v1/session",
                "Cookie: belfry_session=" + session,
                "Cookie: belfry_session=planted")
            .status());
  }

  /** Whatever a page of another site can make a browser send changes nothing, logging out too. */
  @Test
  @Checklist(95)
  void aPageElsewhereChangesNothing() {
    Person alice = house.alice();
    String cookie = "Cookie: belfry_session=" + alice.session();
    String body = "{\"name\":\"forged\"}";
    for (String[] lines :
        new String[][] {
          {JSON},
          {JSON, "Origin: null"},
          {JSON, "Origin: https://evil.example"},
          {JSON, "Origin: http://localhost.evil.example"},
          {JSON, "Origin: http://sub.localhost"},
          {JSON, "Sec-Fetch-Site: cross-site"},
          {JSON, "Sec-Fetch-Site: same-site"},
          {JSON, "Sec-Fetch-Site: same-site", "Origin: http://localhost"},
          {JSON, "Sec-Fetch-Site:"},
          {JSON, "Referer: http://localhost/"},
          {"Sec-Fetch-Site: cross-site"},
          {"X-Other: no type"}
        }) {
      String[] all = java.util.Arrays.copyOf(lines, lines.length + 1);
      all[lines.length] = cookie;
      String sent = String.join(" ~ ", lines);
      assertEquals(403, Wire.ask("POST", "/v1/categories", body, all).status(), sent);
      assertEquals(403, Wire.ask("DELETE", "/v1/session", "", all).status(), sent);
    }
    for (String type : List.of("text/plain", "application/x-www-form-urlencoded")) {
      for (String path : List.of("/v1/categories", "/v1/session")) {
        String[] lines = {"Content-Type: " + type, cookie, HERE};
        assertEquals(415, Wire.ask("POST", path, login(alice), lines).status(), path + type);
      }
    }
    alice.asks().get("/v1/categories").then().body("data", Matchers.hasSize(0));
  }

  /** Nor does it put somebody else's session into a browser. Scripts say nothing and are let in. */
  @Test
  @Checklist(95)
  void aPageElsewhereLogsNobodyIn() {
    Person alice = house.alice();
    List<String> elsewhere =
        List.of(
            "Origin: null",
            "Origin: https://evil.example",
            "Origin: http://localhost.evil.example",
            "Sec-Fetch-Site: cross-site",
            "Sec-Fetch-Site: same-site",
            "Sec-Fetch-Site: cross-site\r\nOrigin: http://localhost",
            "Sec-Fetch-Site:");
    for (String path : List.of("/v1/session", "/v1/invitations/accept", "/v1/credentials/revoke")) {
      for (String line : elsewhere) {
        Reply reply = Wire.ask("POST", path, login(alice), JSON, line);
        assertEquals(403, reply.status(), path + line + reply);
        assertTrue(reply.body().contains("cross_site"), path + line + reply);
        assertEquals(List.of(), reply.headers("Set-Cookie"), path + line);
      }
    }
    for (String line :
        List.of(HERE, "Sec-Fetch-Site: none", "Origin: http://localhost", "X-A: b")) {
      assertEquals(201, Wire.ask("POST", "/v1/session", login(alice), JSON, line).status(), line);
    }
  }

  private static String login(Person person) {
    return "{\"email\":\"" + person.email() + "\",\"password\":\"" + TestDatabase.PASSWORD + "\"}";
  }
}
