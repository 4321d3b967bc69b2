package dev.belfry.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import dev.belfry.house.Warnings;
import dev.belfry.house.Wire;
import dev.belfry.house.Wire.Reply;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;

/** Where a request begins and ends (RFC 9112), where two readers could disagree. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class FramingTest {
  private static final String BODY = "{\"name\":\"chunked\"}";
  private static final String CHUNKS = "12\r\n" + BODY + "\r\n0\r\n\r\n";
  static final String NEXT = "GET /v1/session HTTP/1.1\r\nHost: localhost\r\n\r\n";

  @Inject House house;

  /** The server closes by itself: nobody asks it to. */
  @Test
  @Checklist(36)
  void nothingIsAnsweredAfterChunks() {
    Person alice = house.alice();
    for (String length : List.of("", "Content-Length: 5\r\n", "Content-Length: 500\r\n")) {
      Reply reply =
          Wire.send(start(alice) + length + "Transfer-Encoding: chunked\r\n\r\n" + CHUNKS + NEXT);
      assertEquals(1, reply.answers(), length + reply);
      assertEquals(List.of("close"), reply.headers("Connection"), length + reply);
    }
  }

  @Test
  @Checklist(36)
  void chunksAreReadWhereNothingElseIsSaid() {
    Person alice = house.alice();
    Reply reply = Wire.send(start(alice) + "Transfer-Encoding: Chunked\r\n\r\n" + CHUNKS);
    assertEquals(201, reply.status(), reply.toString());
    alice.asks().get("/v1/categories").then().body("data.name", Matchers.contains("chunked"));
  }

  @Test
  @Checklist(36)
  void everyOtherTransferEncodingEndsTheConnection() {
    Person alice = house.alice();
    for (String coding :
        List.of(
            "Transfer-Encoding: identity, chunked\r\n",
            "Transfer-Encoding: chunked, chunked\r\n",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
            "Transfer-Encoding: gzip, chunked\r\n",
            "Transfer-Encoding: chunked;q=1\r\n",
            "Transfer-Encoding: xchunked\r\n",
            "Transfer-Encoding: \"chunked\"\r\n",
            "Transfer-Encoding: identity\r\n",
            "Transfer-Encoding:\r\n",
            "Content-Length: 18\r\nTransfer-Encoding: identity\r\n")) {
      refused(Wire.send(start(alice) + coding + "\r\n" + CHUNKS + NEXT), 400, coding);
    }
    String old = start(alice).replace("HTTP/1.1", "HTTP/1.0");
    String keep = "Connection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n";
    refused(Wire.send(old + keep + CHUNKS + NEXT), 400, "HTTP/1.0");
    alice.asks().get("/v1/categories").then().body("data", Matchers.hasSize(0));
  }

  @Test
  @Checklist(36)
  void anotherVersionOfHttpIsNotSpoken() {
    for (String version : List.of("HTTP/9.9", "HTTP/2.0", "HTTP/1.2", "HTTP/0.9", "FTP/1.1")) {
      String request = "GET /v1/session " + version + "\r\nHost: localhost\r\n\r\n";
      Reply reply = Wire.send(request + NEXT);
      // The version of the answer is that of the request.
      assertTrue(reply.text().startsWith(version + " 400 "), version + reply);
      assertTrue(reply.body().contains("Belfry speaks HTTP/1.1"), version + reply);
      assertFalse(reply.text().contains("HTTP/1.1 401"), version + reply);
    }
  }

  @Test
  @Checklist(49)
  void aBodySaysOnceWhatItIs() {
    Person alice = house.alice();
    String json = "Content-Type: application/json\r\n";
    String head = start(alice).replace(json, "") + "Connection: close\r\n";
    String body = "Content-Length: 18\r\n\r\n" + BODY;
    refused(Wire.send(head + json + json + body), 400, "twice");
    refused(Wire.send(head + json + "Content-Type: text/plain\r\n" + body), 400, "both");
    refused(Wire.send(head + body), 415, "none");
    refused(Wire.send(head + "Content-Type:\r\n" + body), 415, "empty");
    refused(Wire.send(head + "Transfer-Encoding: chunked\r\n\r\n" + CHUNKS), 415, "chunks");
    alice.asks().get("/v1/categories").then().body("data", Matchers.hasSize(0));
    String nothing = head.replace("/v1/categories", "/v1/sso/logout") + "Content-Length: 0\r\n\r\n";
    assertEquals(404, Wire.send(nothing).status(), "there is no provider to leave");
  }

  @Test
  @Checklist(32)
  void optionsNamesTheMethodsOfThePathAlone() {
    for (String[] one :
        new String[][] {
          {"/v1/keys", "GET, HEAD, OPTIONS, POST"},
          {"/v1/keys/", "GET, HEAD, OPTIONS, POST"},
          {"/v1/keys/key_1", "DELETE, GET, HEAD, OPTIONS, PATCH, PUT"},
          {"/v1/keys/key_1/rotate", "OPTIONS, POST"},
          {"/v1/session", "DELETE, GET, HEAD, OPTIONS, POST"}
        }) {
      Reply reply = Wire.ask("OPTIONS", one[0], "");
      assertEquals(200, reply.status(), reply.toString());
      assertEquals(List.of(one[1]), reply.headers("Allow"), one[0]);
    }
    assertEquals(404, Wire.ask("OPTIONS", "/v1/nothing", "").status());
  }

  @Test
  void whatAClientBreaksIsNoErrorOfOurs() {
    Person alice = house.alice();
    try (Warnings warnings = new Warnings()) {
      for (String size : List.of("zz", "-1", "ffffffffffffffff1", "0x13", "", " ")) {
        String chunk = size + "\r\n" + BODY + "\r\n0\r\n\r\n";
        Wire.send(start(alice) + "Transfer-Encoding: chunked\r\n\r\n" + chunk);
      }
      assertEquals(List.of(), warnings.messages());
    }
  }

  @Test
  @Checklist(30)
  void whereAThingWasMadeIsSaidWithoutAHost() {
    Person alice = house.alice();
    String session = "X-Session-ID: " + alice.session() + "\r\nHost: evil.example\r\n";
    String head =
        "POST /v1/keys HTTP/1.1\r\nConnection: close\r\nContent-Type: application/json\r\n";
    String body = "{\"name\":\"k\",\"scopes\":[\"monitor:read\"]}";
    String length = "Content-Length: " + body.length() + "\r\n\r\n";
    Reply reply = Wire.send(head + session + length + body);
    assertEquals(201, reply.status(), reply.toString());
    String location = reply.headers("Location").getFirst();
    assertTrue(location.startsWith("/v1/keys/key_"), location);
    assertFalse(reply.text().contains("evil.example"), reply.toString());
  }

  /** One answer, ours, after which the server hangs up. */
  static void refused(Reply reply, int status, String what) {
    assertEquals(status, reply.status(), what + reply);
    assertEquals(1, reply.answers(), what + reply);
    assertEquals(List.of("application/problem+json"), reply.headers("Content-Type"), what + reply);
    assertEquals(List.of("nosniff"), reply.headers("X-Content-Type-Options"), what + reply);
    assertEquals(List.of("no-referrer"), reply.headers("Referrer-Policy"), what + reply);
    assertEquals(1, reply.headers("Content-Security-Policy").size(), what + reply);
    assertTrue(reply.body().contains("\"request_id\":\"req_"), what + reply);
  }

  private static String start(Person person) {
    return "POST /v1/categories HTTP/1.1\r\nHost: localhost\r\n"
        + "Content-Type: application/json\r\nX-Session-ID: "
        + person.session()
        + "\r\n";
  }
}
