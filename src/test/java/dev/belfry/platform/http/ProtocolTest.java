package dev.belfry.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Agent;
import dev.belfry.house.Agent.Answer;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Raw;
import dev.belfry.house.TestDatabase;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What HTTP itself asks for, before any resource is reached. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@SuppressWarnings("deprecation") // the registry that Quarkus makes
class ProtocolTest {
  private static final String JSON = "application/json";

  @Inject House house;
  @Inject PrometheusMeterRegistry meters;

  @Test
  void aMethodThatAPathDoesNotKnowIsAnsweredWithThoseThatItDoes() {
    Agent alice = Agent.session(house.alice());
    allows("GET, HEAD, OPTIONS, POST", alice.ask("DELETE", "/v1/categories", JSON, ""));
    allows("DELETE, GET, HEAD, OPTIONS, PATCH, PUT", alice.post("/v1/keys/key_1", "{}"));
    allows("OPTIONS, POST", alice.get("/v1/keys/key_1/rotate"));
    allows("OPTIONS, POST", alice.get("/v1/credentials/revoke"));
    allows("DELETE, GET, HEAD, OPTIONS, POST", alice.ask("PUT", "/v1/session", JSON, "{}"));
  }

  private static void allows(String verbs, Answer answer) {
    assertEquals(405, answer.status(), answer.toString());
    assertEquals("method_not_allowed", answer.code());
    assertEquals(verbs, answer.header("Allow"));
  }

  @Test
  void whatIsNoPercentEncodingOfUtf8IsRefusedWithAReason() {
    Person alice = house.alice();
    for (String bad :
        List.of("%zz", "%", "%4", "%+1", "%ff", "%c3", "%c0%af", "%ed%a0%80", "%0a", "a\\b", "<")) {
      for (String path : List.of("/v1/keys/" + bad, "/v1/keys?q=" + bad)) {
        String answer = Raw.get(path, alice);
        assertTrue(answer.startsWith("HTTP/1.1 400 "), path + ": " + answer);
        assertTrue(answer.contains("application/problem+json"), path + ": " + answer);
        assertTrue(answer.contains("\"code\":\"malformed_request\""), path + ": " + answer);
      }
    }
    assertTrue(Raw.get("/v1/keys?q=%C3%A9%20x", alice).startsWith("HTTP/1.1 200 "));
  }

  @Test
  void bodiesThatAreNotUtf8AreRefused() {
    Person alice = house.alice();
    malformed(alice, body("{\"name\":\"caf", 0xe9, "\"}"), "not UTF-8");
    malformed(alice, body("{\"name\":\"half ", 0xc3, "\"}"), "not UTF-8");
    malformed(alice, "\uFEFF{\"name\":\"x\"}".getBytes(StandardCharsets.UTF_8), "byte order mark");
    malformed(alice, "{\"name\":\"x\"}".getBytes(StandardCharsets.UTF_16), "not UTF-8");
    String utf16 =
        Raw.ask(
            "POST /v1/categories",
            alice,
            JSON + ";charset=utf-16",
            "{}".getBytes(StandardCharsets.UTF_16BE));
    assertTrue(utf16.startsWith("HTTP/1.1 415 "), utf16);
    assertEquals(0, (int) alice.asks().get("/v1/categories").path("pagination.total"));
  }

  private static byte[] body(String before, int octet, String after) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(before.getBytes(StandardCharsets.UTF_8));
    bytes.write(octet);
    bytes.writeBytes(after.getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }

  private static void malformed(Person person, byte[] body, String why) {
    String answer = Raw.ask("POST /v1/categories", person, JSON, body);
    assertTrue(answer.startsWith("HTTP/1.1 400 ") && answer.contains(why), answer);
  }

  @Test
  void aBodyOfAnotherKindIsAnsweredWithTheKindsThatAreRead() {
    Agent alice = Agent.session(house.alice());
    unsupported("Send the body as application/json.", "POST", "/v1/categories", alice);
    unsupported("Send the body as application/merge-patch+json.", "PATCH", "/v1/keys/key_1", alice);
    unsupported(
        "Send the body as application/x-www-form-urlencoded.",
        "POST",
        "/v1/sso/backchannel-logout",
        alice);
  }

  private static void unsupported(String detail, String verb, String path, Agent agent) {
    Answer answer = agent.ask(verb, path, "text/plain", "x");
    assertEquals(415, answer.status(), answer.toString());
    assertTrue(answer.body().contains(detail), answer.toString());
  }

  @Test
  void pathsThatMatchNothingMakeNoSeries() {
    Person alice = house.alice();
    Agent agent = Agent.session(alice);
    knock(alice, agent, "first");
    assertEquals(200, agent.get("/v1/keys").status());
    Set<String> before = uris();
    for (int i = 0; i < 200; i++) {
      knock(alice, agent, "random-" + i);
    }
    assertEquals(before, uris());
    assertTrue(before.contains("/v1/keys"), before.toString());
    assertTrue(before.contains("/v1/keys/{id}"), before.toString());
  }

  /** Refused at the gate, unknown, known by other methods, known for other bodies, of bad ids. */
  private static void knock(Person person, Agent agent, String name) {
    assertTrue(Raw.get("/v1/keys/%zz" + name, person).startsWith("HTTP/1.1 400 "));
    assertEquals(404, agent.get("/" + name).status());
    assertEquals(404, agent.get("/v1/keys/" + name).status());
    assertEquals(405, agent.ask("PUT", "/v1/keys/" + name + "/rotate", JSON, "{}").status());
    assertEquals(415, agent.ask("PUT", "/v1/keys/" + name, "text/plain", "x").status());
  }

  private Set<String> uris() {
    return meters.getMeters().stream()
        .filter(meter -> meter.getId().getName().startsWith("http.server"))
        .map(meter -> String.valueOf(meter.getId().getTag("uri")))
        .collect(Collectors.toSet());
  }
}
