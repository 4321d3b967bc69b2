package dev.belfry.activity;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.platform.database.Accounts;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Subject;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An export under way, to a reader who takes his time. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ExportEndTest {
  /** More than the buffers between us and him hold. */
  private static final int MANY = 2000;

  private static final String LONG = "x".repeat(6000);
  private static final String LAST_CHUNK = "\r\n0\r\n\r\n";

  @Inject House house;
  @Inject Accounts accounts;
  @Inject TestClock clock;
  @Inject Event<ActivityExported> events;
  private Person alice;

  @BeforeEach
  void aLongLogBook() {
    alice = house.alice();
    accounts.in(
        alice.account(),
        () -> {
          for (int i = 0; i < MANY; i++) {
            Subject row = new Subject("activity", null, LONG, null);
            events.fire(
                new ActivityExported(
                    alice.account(), Actor.SYSTEM, row, clock.instant(), List.of()));
          }
          return true;
        });
  }

  @Test
  void endsWithItsKeySoThatTheReaderNotices() throws IOException {
    String key = alice.key("activity:read");
    String id = alice.asks().get("/v1/keys?limit=1").path("data[0].id");
    try (Socket reader = export(key);
        Socket other = export(alice.key("activity:read"))) {
      assertTrue(first(reader).startsWith("HTTP/1.1 200"));
      assertTrue(first(other).startsWith("HTTP/1.1 200"));
      another().then().statusCode(429);
      alice.asks().post("/v1/keys/" + id + "/revoke").then().statusCode(200);
      untilThereIsAPlace();
      String rest = rest(reader);
      assertFalse(rest.endsWith(LAST_CHUNK), "it does not look whole");
      assertTrue(rest.split(LONG, -1).length < MANY, "and is not");
    }
  }

  @Test
  void comesWholeToWhoeverKeepsHisKey() throws IOException {
    try (Socket reader = export(alice.key("activity:read"))) {
      String all = first(reader) + rest(reader);
      assertTrue(all.endsWith(LAST_CHUNK));
    }
  }

  @Test
  void twoAreUnderWayAtOnceInAnAccount() throws IOException {
    try (Socket one = export(alice.key("activity:read"));
        Socket two = export(alice.key("activity:read"))) {
      assertTrue(first(one).startsWith("HTTP/1.1 200"));
      assertTrue(first(two).startsWith("HTTP/1.1 200"));
      another().then().statusCode(429).header("Retry-After", equalTo("5"));
      Person mallory = house.mallory();
      mallory.asks().get("/v1/activity/export").then().statusCode(200);
    }
    untilThereIsAPlace();
    another().then().statusCode(200);
  }

  @Test
  void whoReadsNoFurtherLosesHisPlaceAndNobodyIsAlarmed() throws IOException {
    Logger root = Logger.getLogger("");
    Heard heard = new Heard();
    root.addHandler(heard);
    try (Socket one = export(alice.key("activity:read"));
        Socket two = export(alice.key("activity:read"))) {
      assertTrue(first(one).startsWith("HTTP/1.1 200"));
      assertTrue(first(two).startsWith("HTTP/1.1 200"));
      another().then().statusCode(429);
      untilThereIsAPlace();
      until(() -> heard.brokenOff.get() == 2, "both are broken off");
      assertFalse(rest(one).endsWith(LAST_CHUNK), "it does not look whole");
      assertFalse(rest(two).endsWith(LAST_CHUNK), "it does not look whole");
    } finally {
      root.removeHandler(heard);
    }
    assertEquals(List.of(), List.copyOf(heard.alarms));
  }

  private static final class Heard extends Handler {
    final AtomicInteger brokenOff = new AtomicInteger();
    final Queue<String> alarms = new ConcurrentLinkedQueue<>();

    @Override
    public void publish(LogRecord message) {
      if (message.getMessage().contains("was broken off")) {
        brokenOff.incrementAndGet();
      }
      if (message.getLevel().intValue() >= Level.SEVERE.intValue() || message.getThrown() != null) {
        alarms.add(message.getLoggerName() + " " + message.getMessage() + message.getThrown());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private void untilThereIsAPlace() {
    until(() -> another().statusCode() != 429, "a place is free again");
  }

  private static void until(BooleanSupplier done, String what) {
    long until = System.nanoTime() + 15_000_000_000L;
    while (!done.getAsBoolean()) {
      assertTrue(System.nanoTime() < until, what);
    }
  }

  private Response another() {
    return alice.asks().get("/v1/activity/export?action=nothing");
  }

  private static Socket export(String key) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), RestAssured.port));
    String request =
        "GET /v1/activity/export HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-API-Key: "
            + key
            + "\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String first(Socket socket) throws IOException {
    return new String(socket.getInputStream().readNBytes(100), StandardCharsets.US_ASCII);
  }

  private static String rest(Socket socket) {
    StringBuilder rest = new StringBuilder();
    byte[] some = new byte[65536];
    try {
      int read = socket.getInputStream().read(some);
      while (read >= 0) {
        rest.append(new String(some, 0, read, StandardCharsets.US_ASCII));
        read = socket.getInputStream().read(some);
      }
    } catch (IOException broken) {
      rest.append("broken off");
    }
    return rest.toString();
  }
}
