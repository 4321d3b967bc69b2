package dev.belfry;

import dev.belfry.platform.database.DatabaseStart;
import dev.belfry.platform.database.embedded.EmbeddedPostgresException;
import dev.belfry.platform.start.Settings;
import dev.belfry.platform.start.StartRefusedException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.smallrye.config.ConfigValidationException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Starts Belfry: first its database, then the program. */
@QuarkusMain
public class Main {
  private static final Logger LOG = Logger.getLogger(Main.class);
  private static final int FAILED = 1;

  /** Longer than quarkus.shutdown.timeout. */
  private static final int PATIENCE_SECONDS = 20;

  public static void main(String... args) {
    // Our own gate does it, and says what is wrong; Quarkus would answer nothing.
    System.setProperty("vertx.disableURIValidation", "true");
    if (Boolean.getBoolean("quarkus.appcds.generate")) {
      // The build trains its cache by starting us; that must neither start a database nor leave
      // secrets.
      Quarkus.run(args);
      return;
    }
    try (DatabaseStart database = DatabaseStart.prepare(ConfigProvider.getConfig())) {
      CountDownLatch stopped = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(database, stopped), "database"));
      Quarkus.run(null, (code, failure) -> exit(stopped, code, failure), args);
    } catch (StartRefusedException | EmbeddedPostgresException refused) {
      say(refused);
      System.exit(FAILED);
    }
  }

  /**
   * In a hook, since after a signal Java waits for nothing else. The pools are closed before, or
   * PostgreSQL would cut their connections.
   */
  private static void stop(DatabaseStart database, CountDownLatch stopped) {
    try {
      if (!stopped.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("Belfry did not stop in time; its database is stopped nevertheless");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    database.close();
  }

  private static void exit(CountDownLatch stopped, int code, @Nullable Throwable failure) {
    if (failure != null) {
      explain(failure);
    }
    stopped.countDown();
    System.exit(code);
  }

  /** What people can mend is said in a sentence; the rest with all that is known. */
  private static void explain(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StartRefusedException refused) {
        say(refused);
        return;
      }
      if (cause instanceof ConfigValidationException wrong) {
        say(Settings.of(problems(wrong)));
        return;
      }
      if (cause instanceof QuarkusBindException taken) {
        System.err.println(
            "Belfry does not start. "
                + taken.getMessage()
                + "; choose others with QUARKUS_HTTP_PORT and QUARKUS_MANAGEMENT_PORT.");
        return;
      }
    }
    LOG.error("Belfry does not start", failure);
  }

  /** The value is left out: it may be a secret at the wrong place. */
  private static List<String> problems(ConfigValidationException wrong) {
    return IntStream.range(0, wrong.getProblemCount())
        .mapToObj(i -> String.valueOf(wrong.getProblem(i).getMessage()))
        .map(
            problem ->
                problem
                    .replaceFirst(
                        "^.*The config property (\\S+).* converted (SRCFG\\d+: )?", "$1: ")
                    .replaceFirst(", got .*$| at index \\d+$", "")
                    .replaceFirst(": [\\w.]+Exception: ", ": "))
        .toList();
  }

  private static void say(RuntimeException refused) {
    System.err.println("Belfry does not start. " + refused.getMessage());
  }
}
