package dev.belfry.platform.database.embedded;

import static dev.belfry.platform.database.embedded.EmbeddedPostgresTest.ask;
import static dev.belfry.platform.database.embedded.EmbeddedPostgresTest.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real server that goes though nobody stopped it. */
class KeeperTest {
  @TempDir Path home;

  @Test
  void startsAServerAgainThatWasKilled() throws Exception {
    try (var server = EmbeddedPostgres.start(home)) {
      run(server, "create table before_the_kill as select 7 as answer");
      long killed = pid();
      assertTrue(ProcessHandle.of(killed).orElseThrow().destroyForcibly());
      assertTrue(Wait.until(Duration.ofMinutes(1), () -> answers(server)), "it is back");
      assertNotEquals(killed, pid());
      assertEquals("7", ask(server, "select answer from before_the_kill"));
    }
    assertFalse(Files.exists(pidFile()), "and is stopped as ever");
  }

  private static boolean answers(EmbeddedPostgres server) {
    try {
      return ask(server, "select 1").equals("1");
    } catch (SQLException away) {
      return false;
    }
  }

  private long pid() throws IOException {
    return Long.parseLong(Files.readAllLines(pidFile()).getFirst().strip());
  }

  private Path pidFile() {
    return home.resolve("postgres", "data", "postmaster.pid");
  }
}
