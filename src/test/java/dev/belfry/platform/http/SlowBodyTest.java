package dev.belfry.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.TestDatabase;
import dev.belfry.house.Wire;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A body that never ends. */
@QuarkusTest
@TestProfile(SlowBodyTest.Impatient.class)
@QuarkusTestResource(TestDatabase.class)
class SlowBodyTest {
  private static final long PATIENCE = Duration.ofSeconds(20).toNanos();

  public static class Impatient implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("belfry.http.body-timeout", "500ms");
    }
  }

  @Inject BodyRoom room;

  @Test
  void isHungUpOnThoughAByteComesNowAndThen() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
      OutputStream out = socket.getOutputStream();
      String head =
          "POST /v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
              + "Content-Length: 900000\r\n\r\n{";
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      socket.setSoTimeout(10);
      assertTrue(isClosedWhileItIsFed(socket), "it was fed for ever");
    }
    // The one who hung up has yet to hear of it himself.
    long end = System.nanoTime() + PATIENCE;
    while (room.taken() > 0 && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertEquals(0, room.taken());
    assertEquals(401, Wire.get("/v1/session").status());
  }

  private static boolean isClosedWhileItIsFed(Socket socket) throws IOException {
    long end = System.nanoTime() + PATIENCE;
    while (System.nanoTime() < end) {
      try {
        socket.getOutputStream().write(' ');
        if (socket.getInputStream().read() < 0) {
          return true;
        }
      } catch (SocketTimeoutException e) {
        assertTrue(socket.isConnected()); // nothing was said yet
      } catch (SocketException closed) {
        return true;
      }
    }
    return false;
  }
}
