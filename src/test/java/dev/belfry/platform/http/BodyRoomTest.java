package dev.belfry.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.TestDatabase;
import dev.belfry.house.Warnings;
import dev.belfry.house.Wire;
import dev.belfry.house.Wire.Reply;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bodies take a bounded part of the memory, whoever sends them. */
@QuarkusTest
@TestProfile(BodyRoomTest.Narrow.class)
@QuarkusTestResource(TestDatabase.class)
class BodyRoomTest {
  private static final long PATIENCE = Duration.ofSeconds(20).toNanos();
  private static final String UNKNOWN = "/ping/" + UUID.randomUUID();

  private final List<Socket> open = new ArrayList<>();

  @Inject BodyRoom room;

  public static class Narrow implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("belfry.http.bodies-in-flight", "1000000");
    }
  }

  @AfterEach
  void hangUp() throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
    awaitTaken(0);
  }

  @Test
  void manyHalfSentBodiesLeaveNoRoomUntilTheyAreGone() throws IOException {
    for (int i = 1; i <= 10; i++) {
      begin("127.0.0." + (1 + i), UNKNOWN, "Content-Length: 100000", "half");
      awaitTaken(i * 100_000L);
    }
    Reply refused = Wire.ask("POST", UNKNOWN, "x", "Content-Type: text/plain");
    assertEquals(503, refused.status(), refused.toString());
    assertEquals(List.of("1"), refused.headers("Retry-After"), refused.toString());
    assertTrue(refused.body().contains("\"unavailable\""), refused.toString());
    assertEquals(401, Wire.get("/v1/session").status(), "what has no body needs no room");
    hangUp();
    assertEquals(404, Wire.ask("POST", UNKNOWN, "x", "Content-Type: text/plain").status());
  }

  @Test
  void fromOneAddressTheyTakeAQuarterOfIt() throws IOException {
    for (int i = 1; i <= 2; i++) {
      begin("127.0.0.2", UNKNOWN, "Content-Length: 100000", "half");
      awaitTaken(i * 100_000L);
    }
    begin("127.0.0.2", UNKNOWN, "Content-Length: 50000", "half");
    awaitTaken(250_000);
    awaitAnswer(begin("127.0.0.2", UNKNOWN, "Content-Length: 1", ""));
    awaitTaken(250_000);
    Reply other = Wire.ask("POST", UNKNOWN, "x".repeat(100_000), "Content-Type: text/plain");
    assertEquals(404, other.status(), other.toString());
  }

  @Test
  void whatIsAnsweredGivesItsRoomBackAndOnlyOnce() throws IOException {
    Socket kept = begin(UNKNOWN, "Content-Length: 5", "12345");
    awaitAnswer(kept);
    awaitTaken(0);
    begin(UNKNOWN, "Content-Length: 700", "half");
    awaitTaken(700);
    kept.close();
    Wire.ask("POST", UNKNOWN, "x", "Content-Type: text/plain");
    awaitTaken(700);
  }

  @Test
  void whatComesInChunksTakesAsMuchAsItMay() throws IOException {
    begin(UNKNOWN, "Transfer-Encoding: chunked", "4\r\nhalf\r\n");
    awaitTaken(100_000);
    begin("127.0.0.2", "/v1/session", "Transfer-Encoding: chunked", "4\r\nhalf\r\n");
    Reply large = Wire.ask("POST", "/v1/session", "x".repeat(999_000));
    assertEquals(503, large.status(), large.toString());
  }

  @Test
  void aPingIsSmallerThanOthers() {
    String[] text = {"Content-Type: text/plain"};
    assertEquals(404, Wire.ask("POST", UNKNOWN, "x".repeat(100_000), text).status());
    assertEquals(413, Wire.ask("POST", UNKNOWN, "x".repeat(100_001), text).status());
    assertEquals(413, Wire.ask("POST", UNKNOWN + "/fail", "x".repeat(100_001), text).status());
  }

  /** Its path, which holds a secret, stands in no line of the log. */
  @Test
  void whatTurnsOutTooLargeWhileItIsReadIsRefusedQuietly() {
    String chunk = "186a1\r\n" + "x".repeat(100_001) + "\r\n0\r\n\r\n";
    try (Warnings warnings = new Warnings()) {
      assertEquals(
          413,
          Wire.send(
                  "POST "
                      + UNKNOWN
                      + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"
                      + "Transfer-Encoding: chunked\r\n\r\n"
                      + chunk)
              .status());
      // Whoever asks after it finds the one before it done with.
      assertEquals(404, Wire.ask("POST", UNKNOWN, "x", "Content-Type: text/plain").status());
      assertEquals(List.of(), warnings.messages());
    }
  }

  private Socket begin(String path, String framing, String beginning) throws IOException {
    return begin("127.0.0.1", path, framing, beginning);
  }

  private Socket begin(String from, String path, String framing, String beginning)
      throws IOException {
    Socket socket =
        new Socket(
            InetAddress.getLoopbackAddress(), RestAssured.port, InetAddress.ofLiteral(from), 0);
    open.add(socket);
    String head =
        "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n" + framing;
    socket
        .getOutputStream()
        .write((head + "\r\n\r\n" + beginning).getBytes(StandardCharsets.ISO_8859_1));
    return socket;
  }

  private static void awaitAnswer(Socket socket) throws IOException {
    assertTrue(socket.getInputStream().read() >= 0);
  }

  private void awaitTaken(long bytes) {
    long until = System.nanoTime() + PATIENCE;
    while (room.taken() != bytes && System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    assertEquals(bytes, room.taken());
  }
}
