package dev.belfry.platform.database.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real servers. Most tests share one home, which every one of them leaves stopped and whole. */
class EmbeddedPostgresTest {
  @TempDir static Path shared;

  @Test
  void startsFromNothing(@TempDir Path fresh) throws Exception {
    Path home = fresh.resolve("a home", "that's not there");
    try (var server = EmbeddedPostgres.start(home)) {
      assertFalse(server.adopted());
      assertEquals("127.0.0.1", ask(server, "select host(inet_server_addr())"));
      assertEquals(
          "127.0.0.1||on|on|on|UTC|UTF8|100",
          ask(
              server,
              "select concat_ws('|', current_setting('listen_addresses'),"
                  + " current_setting('unix_socket_directories'), current_setting('fsync'),"
                  + " current_setting('synchronous_commit'), current_setting('data_checksums'),"
                  + " current_setting('log_timezone'), current_setting('server_encoding'),"
                  + " current_setting('max_connections'))"));
      assertEquals("Ä", ask(server, "select upper('ä')"));
      assertTrue(server.password().length() >= 32);
      assertEquals(
          "28P01", assertThrows(SQLException.class, () -> login(server, "wrong")).getSQLState());
      assertPrivate(home.resolve("postgres"));
    }
    assertFalse(Files.exists(home.resolve("postgres", "data", "postmaster.pid")));
  }

  private static void assertPrivate(Path postgres) throws IOException {
    assertEquals("rwx------", mode(postgres.resolve("data")));
    assertEquals("rwx------", mode(postgres.resolve("log")));
    assertEquals("rw-------", mode(postgres.resolve("password")));
    assertEquals("rw-------", mode(postgres.resolve("lock")));
    assertFalse(mode(postgres).endsWith("r--"), "others may not list it");
    assertEquals(List.of(), leftovers(postgres));
  }

  @Test
  void keepsDataPortAndPasswordOverARestart() throws Exception {
    String url;
    String password;
    try (var server = EmbeddedPostgres.start(shared)) {
      url = server.jdbcUrl("postgres");
      password = server.password();
      run(server, "create table kept as select 42 as answer");
    }
    try (var server = EmbeddedPostgres.start(shared)) {
      assertEquals("42", ask(server, "select answer from kept"));
      assertEquals(url, server.jdbcUrl("postgres"));
      assertEquals(password, server.password());
      assertFalse(server.adopted());
    }
  }

  @Test
  void closesTwiceAndAlsoWhenInterrupted() throws Exception {
    var server = EmbeddedPostgres.start(shared);
    Thread.currentThread().interrupt();
    server.close();
    assertTrue(Thread.interrupted());
    assertThrows(SQLException.class, () -> login(server, server.password()));
    try (var next = EmbeddedPostgres.start(shared)) {
      server.close();
      assertEquals("1", ask(next, "select 1"));
    }
  }

  @Test
  void adoptsTheServerOfABelfryThatWasKilled() throws Exception {
    assertEquals(AnotherBelfry.STARTED, AnotherBelfry.startAndDie(shared));
    long orphan = pid();
    assertEquals(AnotherBelfry.ADOPTED, AnotherBelfry.startAndDie(shared));
    try (var server = EmbeddedPostgres.start(shared)) {
      assertTrue(server.adopted());
      assertEquals(orphan, pid());
      assertEquals("1", ask(server, "select 1"));
    }
    assertFalse(Files.exists(pidFile()));
  }

  @Test
  void replacesAnOrphanThatDoesNotKnowOurPassword() throws Exception {
    long orphan;
    String right;
    try (var server = EmbeddedPostgres.start(shared)) {
      right = server.password();
      run(server, "alter role postgres password 'stolen'");
    }
    Path postgres = shared.resolve("postgres");
    Files.writeString(postgres.resolve("password"), "stolen");
    assertEquals(AnotherBelfry.STARTED, AnotherBelfry.startAndDie(shared));
    orphan = pid();
    Files.writeString(postgres.resolve("password"), right);
    var failure =
        assertThrows(EmbeddedPostgresException.class, () -> EmbeddedPostgres.start(shared));
    assertTrue(failure.getMessage().contains("does not let us in"), failure::getMessage);
    assertFalse(ProcessHandle.of(orphan).isPresent() && Files.exists(pidFile()), "stopped");
    Files.writeString(postgres.resolve("password"), "stolen");
    try (var server = EmbeddedPostgres.start(shared)) {
      run(server, "alter role postgres password '" + right + "'");
    }
    Files.writeString(postgres.resolve("password"), right);
  }

  @Test
  void refusesASecondBelfryOnTheSameHome() throws Exception {
    try (var server = EmbeddedPostgres.start(shared)) {
      String refusal = "another Belfry is running on " + shared.toRealPath();
      var here =
          assertThrows(EmbeddedPostgresException.class, () -> EmbeddedPostgres.start(shared));
      assertTrue(here.getMessage().startsWith(refusal), here::getMessage);
      String elsewhere = AnotherBelfry.startAndDie(shared);
      assertTrue(elsewhere.startsWith(refusal), elsewhere);
      assertEquals("1", ask(server, "select 1"));
    }
  }

  @Test
  void isNotBlockedByAStalePidFile() throws Exception {
    EmbeddedPostgres.start(shared).close();
    String data = shared.toRealPath().resolve("postgres", "data").toString();
    long dead = new ProcessBuilder("true").start().onExit().get().pid();
    for (String first :
        List.of(
            "", "garbage", "-1", Long.toString(ProcessHandle.current().pid()), "1", "" + dead)) {
      Files.writeString(
          pidFile(),
          first.isEmpty() ? "" : first + "\n" + data + "\n1700000000\n5432\n\n127.0.0.1\n");
      try (var server = EmbeddedPostgres.start(shared)) {
        assertEquals("1", ask(server, "select 1"), first);
        assertFalse(server.adopted(), first);
      }
    }
  }

  @Test
  void recoversAfterTheServerWasKilled() throws Exception {
    var server = EmbeddedPostgres.start(shared);
    run(server, "create table survived as select 7 as n");
    ProcessHandle postmaster = ProcessHandle.of(pid()).orElseThrow();
    postmaster.destroyForcibly();
    postmaster.onExit().get();
    server.close();
    try (var next = EmbeddedPostgres.start(shared)) {
      assertEquals("7", ask(next, "select n from survived"));
    }
  }

  @Test
  void leavesTheServerOfACopiedHomeAlone(@TempDir Path copies) throws Exception {
    try (var original = EmbeddedPostgres.start(shared)) {
      Path copy = copies.resolve("copy");
      Process cp =
          new ProcessBuilder("cp", "-R", shared.toString(), copy.toString()).inheritIO().start();
      assertEquals(0, cp.waitFor());
      try (var copied = EmbeddedPostgres.start(copy)) {
        assertFalse(copied.adopted());
        assertFalse(copied.jdbcUrl("postgres").equals(original.jdbcUrl("postgres")));
      }
      assertEquals("1", ask(original, "select 1"));
    }
  }

  @Test
  void choosesAnotherPortWhenItsOwnIsTaken() throws Exception {
    EmbeddedPostgres.start(shared).close();
    int port = Integer.parseInt(Files.readString(shared.resolve("postgres", "port")).strip());
    try (var foreign = new ServerSocket()) {
      foreign.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
      try (var server = EmbeddedPostgres.start(shared)) {
        assertEquals("1", ask(server, "select 1"));
      }
    }
  }

  @Test
  void beginsAnewWhereAnEarlierStartWasKilledHalfWay(@TempDir Path home) throws Exception {
    Path postgres = Files.createDirectories(home.resolve("postgres"));
    Files.createDirectories(postgres.resolve("unpack-1", "bin"));
    Files.writeString(postgres.resolve("unpack-1", "bin", "postgres"), "half");
    Files.createDirectories(postgres.resolve("bin-older", "bin"));
    Files.createDirectories(postgres.resolve("init-1", "data", "base"));
    Files.writeString(postgres.resolve("password.new"), "half");
    Files.createDirectories(postgres.resolve("data"));
    Files.writeString(postgres.resolve("password"), "kept-from-the-start-that-was-killed");
    try (var server = EmbeddedPostgres.start(home)) {
      assertEquals("1", ask(server, "select 1"));
      assertEquals("kept-from-the-start-that-was-killed", server.password());
    }
    assertEquals(List.of(), leftovers(postgres));
  }

  @Test
  void neverWritesOverDataThatItDoesNotUnderstand(@TempDir Path home) throws Exception {
    Path data = Files.createDirectories(home.resolve("postgres", "data"));
    Files.writeString(data.resolve("precious"), "data");
    Files.writeString(home.resolve("postgres", "password"), "password");
    var failure = assertThrows(EmbeddedPostgresException.class, () -> EmbeddedPostgres.start(home));
    assertTrue(failure.getMessage().contains("no whole database"), failure::getMessage);
    assertTrue(Files.exists(data.resolve("precious")));
  }

  @Test
  void showsTheLogWhenTheServerDoesNotStart() throws Exception {
    var failure =
        assertThrows(
            EmbeddedPostgresException.class,
            () -> EmbeddedPostgres.start(shared, Map.of("no_such_setting", "1")));
    assertTrue(
        failure.getMessage().contains("unrecognized configuration parameter"), failure::getMessage);
    try (var server = EmbeddedPostgres.start(shared, Map.of("work_mem", "5MB"))) {
      assertEquals("5MB", ask(server, "show work_mem"), "the failure gave the lock back");
    }
  }

  private static Path pidFile() {
    return shared.resolve("postgres", "data", "postmaster.pid");
  }

  private static long pid() throws IOException {
    return Long.parseLong(Files.readAllLines(pidFile()).getFirst());
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static List<String> leftovers(Path postgres) throws IOException {
    try (var names = Files.list(postgres)) {
      return names
          .map(path -> path.getFileName().toString())
          .filter(name -> name.matches("(unpack|init|run)-.*|bin-older|.*\\.new"))
          .toList();
    }
  }

  private static void login(EmbeddedPostgres server, String password) throws SQLException {
    DriverManager.getConnection(server.jdbcUrl("postgres"), server.superuser(), password).close();
  }

  static void run(EmbeddedPostgres server, String statement) throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                server.jdbcUrl("postgres"), server.superuser(), server.password());
        var sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  static String ask(EmbeddedPostgres server, String query) throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                server.jdbcUrl("postgres"), server.superuser(), server.password());
        var sql = connection.createStatement();
        var rows = sql.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
