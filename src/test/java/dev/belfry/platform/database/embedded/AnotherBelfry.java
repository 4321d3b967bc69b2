package dev.belfry.platform.database.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A process of its own that starts the server of a home, says how that went, and dies without
 * stopping it.
 */
final class AnotherBelfry {
  static final String STARTED = "started";
  static final String ADOPTED = "adopted";

  private AnotherBelfry() {}

  static String startAndDie(Path home) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                List.of(
                    ProcessHandle.current().info().command().orElseThrow(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    AnotherBelfry.class.getName(),
                    home.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    process.waitFor();
    return said;
  }

  @SuppressWarnings("SystemOut")
  public static void main(String... arguments) {
    System.out.println(outcome(Path.of(arguments[0])));
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  private static String outcome(Path home) {
    try {
      return EmbeddedPostgres.start(home).adopted() ? ADOPTED : STARTED;
    } catch (EmbeddedPostgresException e) {
      return e.getMessage();
    }
  }
}
