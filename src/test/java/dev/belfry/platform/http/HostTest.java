package dev.belfry.platform.http;

import static dev.belfry.platform.http.FramingTest.NEXT;
import static dev.belfry.platform.http.FramingTest.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.Checklist;
import dev.belfry.house.TestDatabase;
import dev.belfry.house.Warnings;
import dev.belfry.house.Wire;
import dev.belfry.house.Wire.Reply;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The host that a request names (RFC 9112, section 3.2). */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class HostTest {
  private static final String CLOSING = "GET /v1/session HTTP/1.1\r\nConnection: close\r\n";
  private static final Set<Integer> EXPECTED = Set.of(200, 302, 400, 401, 404);

  @Test
  @Checklist({30, 91})
  void aHostThatIsMissingOrCannotBeReadIsAProblemLikeOthers() {
    refused(Wire.send("GET /v1/session HTTP/1.1\r\n\r\n" + NEXT), 400, "none");
    for (String host : List.of("", "a b", "a/b", "[::1", "a:b", "a:99999999", "u@a", "<a>")) {
      refused(Wire.send(CLOSING + "Host: " + host + "\r\n\r\n" + NEXT), 400, host);
    }
    for (String host : List.of("localhost", "LOCALHOST:80", "127.0.0.1:8080", "[::1]:80", "a_b")) {
      assertEquals(401, Wire.send(CLOSING + "Host: " + host + "\r\n\r\n").status(), host);
    }
  }

  /** Wherever it is read: by the gate, by a page with links of its own, by JAX-RS. */
  @Test
  @Checklist({30, 91})
  void aHostOfOddCharactersIsAnsweredEverywhere() {
    Map<String, Reply> wrong = new TreeMap<>();
    List<String> paths = List.of("/v1/session", "/status/none", "/ping/none");
    try (Warnings warnings = new Warnings()) {
      for (char odd = '!'; odd <= '~'; odd++) {
        for (String host : List.of("" + odd, "a" + odd + "b", "a:" + odd, "[::" + odd + "]")) {
          for (String path : paths) {
            Reply reply = at(host, path);
            if (reply.answers() != 1 || !EXPECTED.contains(reply.status())) {
              wrong.put(host + " " + path, reply);
            }
          }
        }
      }
      for (String host : List.of("%61", "a%20b", "x%zz", "a%2eb", "[:::::]", "[1.2.3.4]", "[1]")) {
        for (String path : paths) {
          refused(at(host, path), 400, host);
        }
      }
      assertEquals(List.of(), warnings.messages());
    }
    assertEquals(Map.of(), wrong);
  }

  /** Who reads the target and who reads the header would see two hosts. */
  @Test
  @Checklist({30, 91})
  void theTargetNamesNoOtherHostThanTheHeader() {
    String line = " HTTP/1.1\r\nConnection: close\r\nHost: a.example:80\r\n\r\n";
    for (String other : List.of("b.example:80", "a.example", "u@a.example:80", "a.example:81")) {
      refused(Wire.send("GET http://" + other + "/v1/session" + line), 400, other);
    }
    for (String same : List.of("a.example:80", "A.example:80")) {
      assertEquals(401, Wire.send("GET http://" + same + "/v1/session" + line).status(), same);
    }
  }

  private static Reply at(String host, String path) {
    return Wire.send(
        "GET " + path + " HTTP/1.1\r\nConnection: close\r\nHost: " + host + "\r\n\r\n");
  }
}
