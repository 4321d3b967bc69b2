package dev.belfry;

import dev.belfry.platform.database.DatabaseRefusedException;
import dev.belfry.platform.database.DatabaseStart;
import dev.belfry.platform.database.embedded.EmbeddedPostgresException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Starts Belfry: first its database, then the program. */
@QuarkusMain
public class Main {
  private static final Logger LOG = Logger.getLogger(Main.class);
  private static final int FAILED = 1;

  private Main() {}

  public static void main(String... args) {
    if (Boolean.getBoolean("quarkus.appcds.generate")) {
      // The build trains its cache by starting us; that must neither start a database nor leave
      // secrets.
      Quarkus.run(args);
      return;
    }
    try (DatabaseStart database = DatabaseStart.prepare(ConfigProvider.getConfig())) {
      Quarkus.run(null, (code, failure) -> exit(database, code, failure), args);
    } catch (DatabaseRefusedException | EmbeddedPostgresException refused) {
      System.err.println("Belfry does not start. " + refused.getMessage());
      System.exit(FAILED);
    }
  }

  /** Quarkus would end the program before PostgreSQL could be stopped in order. */
  private static void exit(DatabaseStart database, int code, @Nullable Throwable failure) {
    if (failure != null) {
      LOG.error("Belfry does not start", failure);
    }
    database.close();
    System.exit(code);
  }
}
