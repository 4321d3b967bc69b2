package dev.belfry.check.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.check.Checker;
import dev.belfry.check.Listener;
import dev.belfry.check.Look;
import dev.belfry.check.PortContract;
import dev.belfry.check.TargetViolation;
import dev.belfry.check.Verdict;
import dev.belfry.platform.database.embedded.EmbeddedPostgres;
import dev.belfry.platform.wire.WireKit;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A real PostgreSQL; a real Redis where one is installed; the words of the others by their
 * documents.
 */
class DatabaseCheckerTest extends PortContract<DatabaseTarget> {
  @Override
  protected Checker<DatabaseTarget> checker(Parts parts) {
    return new DatabaseChecker(parts.wire().dialer, parts.errands(), parts.hosts());
  }

  @Override
  protected DatabaseTarget at(String host, int port) {
    return new DatabaseTarget("postgresql", host, port, null, null);
  }

  @Test
  void aRealPostgresIsUpThoughItDoesNotLetUsIn(@TempDir Path home) throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start(home, Map.of("fsync", "off"))) {
      Look look =
          look(
              at(
                  "127.0.0.1",
                  java.net.URI.create(server.jdbcUrl("postgres").substring(5)).getPort()));
      assertEquals(Verdict.UP, look.verdict(), look.message());
    }
  }

  @Test
  void aRealRedisIsUp(@TempDir Path home) throws Exception {
    Path program =
        Stream.of("/usr/bin/redis-server", "/usr/local/bin/redis-server", "/usr/bin/valkey-server")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    Assumptions.assumeTrue(program != null, "no redis-server is installed here");
    int port = freePort();
    Process redis =
        new ProcessBuilder(
                "" + program,
                "--port",
                "" + port,
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--requirepass",
                "s3cret")
            .directory(home.toFile())
            .redirectOutput(home.resolve("log").toFile())
            .start();
    try {
      Look look = look(redis(port, null));
      for (int i = 0; i < 1000 && look.code().equals("connection_refused"); i++) {
        look = look(redis(port, null));
      }
      assertEquals("Redis answers, and wants a password", look.message());
      assertEquals("Redis answers", look(redis(port, "s3cret")).message());
      assertEquals("login_failed", look(redis(port, "wrong")).code());
    } finally {
      redis.destroy();
      redis.waitFor(10, TimeUnit.SECONDS);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "57P03, DOWN, not_ready",
    "53300, DOWN, not_ready",
    "28000, UP, ok",
    "3D000, UP, ok",
    "XX000, DOWN, not_ready"
  })
  void whatPostgresSaysOfItself(String state, Verdict verdict, String code) throws Exception {
    String error = "SFATAL\0C" + state + "\0Msecret words\0\0";
    try (Listener server =
        Listener.playing(
            peer -> {
              assertTrue(peer.getInputStream().readNBytes(8).length == 8);
              Listener.say(peer, "E" + "\0\0\0" + (char) (error.length() + 4) + error);
            })) {
      Look look = look(at("127.0.0.1", server.port()));
      assertEquals(verdict, look.verdict());
      assertEquals(code, look.code());
      assertFalse(look.message().contains("secret"));
    }
  }

  @Test
  void mysqlSpeaksFirst() throws Exception {
    String greeting = "\n" + "11.4.2-MariaDB\0" + "rest";
    try (Listener server =
        Listener.playing(
            peer -> Listener.say(peer, (char) greeting.length() + "\0\0\0" + greeting))) {
      Look look = look(mysql(server.port()));
      assertEquals(Verdict.UP, look.verdict());
      assertEquals("takes clients, version 11.4.2-MariaDB", look.message());
    }
  }

  @ParameterizedTest
  @CsvSource({"1040, DOWN", "1129, DOWN", "1130, UP"})
  void mysqlThatRefuses(int error, Verdict verdict) throws Exception {
    byte[] packet = {
      7, 0, 0, 0, (byte) 0xff, (byte) error, (byte) (error >> 8), 't', 'e', 'x', 't'
    };
    try (Listener server = Listener.playing(peer -> peer.getOutputStream().write(packet))) {
      assertEquals(verdict, look(mysql(server.port())).verdict());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-LOADING Redis is loading, DOWN, not_ready",
    "-MASTERDOWN Link, DOWN, not_ready",
    "-NOAUTH Authentication required., UP, ok",
    "HTTP/1.1 400 Bad Request, DOWN, invalid_response"
  })
  void whatRedisSaysOfItself(String words, Verdict verdict, String code) throws Exception {
    try (Listener server = Listener.playing(peer -> answerPing(peer, words))) {
      Look look = look(redis(server.port(), null));
      assertEquals(verdict, look.verdict());
      assertEquals(code, look.code());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | connected to 127.0.0.1, but it said nothing in time",
        "+PO | connected to 127.0.0.1, but its answer was not complete in time"
      })
  void saysWhetherItWasConnectedWhenTimeIsOver(String words, String message) throws Exception {
    try (Listener server =
        Listener.playing(
            peer -> {
              Listener.say(peer, words);
              peer.getInputStream().readAllBytes();
            })) {
      Look look = look(open(), redis(server.port(), null), Duration.ofMillis(700));
      assertEquals("timeout", look.code());
      assertEquals(message, look.message());
    }
  }

  @Test
  void namesTheEngineThatOthersDoNotSpeakAs() throws Exception {
    try (Listener server = Listener.playing(peer -> answerPing(peer, "SSH-2.0-OpenSSH"))) {
      assertEquals(
          "127.0.0.1 does not speak as Redis does", look(redis(server.port(), null)).message());
    }
  }

  @Test
  void namesAllThatIsWrongWithATarget() {
    Checker<DatabaseTarget> checker = checker(Parts.of(WireKit.onLoopback()));
    assertEquals(
        Set.of("/host", "/password"),
        checker.examine(new DatabaseTarget("mysql", "a b", 1, null, "x")).stream()
            .map(TargetViolation::pointer)
            .collect(Collectors.toSet()));
    assertEquals(6379, new DatabaseTarget("redis", "x", null, null, null).port());
  }

  @Test
  void thePasswordIsSecret() {
    DatabaseTarget target = new DatabaseTarget("redis", "x", 1, null, "s3cret");
    assertEquals(Set.of("/password"), target.secretPointers());
    assertFalse(target.toString().contains("s3cret"));
  }

  private static void answerPing(Socket peer, String words) throws Exception {
    peer.getInputStream().read();
    Listener.say(peer, words + "\r\n");
  }

  private static DatabaseTarget mysql(int port) {
    return new DatabaseTarget("mysql", "127.0.0.1", port, null, null);
  }

  private static DatabaseTarget redis(
      int port, @org.jspecify.annotations.Nullable String password) {
    return new DatabaseTarget("redis", "127.0.0.1", port, null, password);
  }

  private static int freePort() throws Exception {
    try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
