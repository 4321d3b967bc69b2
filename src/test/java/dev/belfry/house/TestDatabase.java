package dev.belfry.house;

import dev.belfry.platform.database.DatabaseStart;
import dev.belfry.platform.database.embedded.EmbeddedPostgres;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A database of its own on a PostgreSQL of ours, for each start of the program under test. */
public class TestDatabase implements QuarkusTestResourceLifecycleManager {
  public static final String ADMIN = "alice@example.org";
  public static final String PASSWORD = "correct horse battery";
  private static final Path SERVERS = Path.of("target", "test-postgres");

  private @Nullable EmbeddedPostgres server;

  @Override
  public Map<String, String> start() {
    server =
        EmbeddedPostgres.start(
            SERVERS.resolve(String.valueOf(ProcessHandle.current().pid())),
            Boolean.getBoolean("test.durable")
                ? Map.of("max_connections", "200")
                : Map.of("fsync", "off", "synchronous_commit", "off", "max_connections", "200"));
    Map<String, String> settings =
        new HashMap<>(
            DatabaseStart.open(server, "belfry_" + UUID.randomUUID().toString().replace("-", "")));
    settings.put("belfry.home", home().toString());
    // All tests come from one address; its budget has a test of its own.
    settings.put("belfry.access.failures.burst", "100000");
    settings.put("belfry.bootstrap.admin-email", ADMIN);
    settings.put("belfry.bootstrap.admin-password", PASSWORD);
    return settings;
  }

  private static Path home() {
    try {
      return Files.createTempDirectory("belfry-home");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    if (server != null) {
      server.close();
    }
  }
}
