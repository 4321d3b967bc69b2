package dev.belfry.platform.database.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One run of a program. */
final class Command {
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  static final String UNFINISHED = "run-";

  private Command() {}

  record Outcome(boolean succeeded, String output) {}

  /**
   * Keeps what the program says in a file in the directory meanwhile. Never throws for a program
   * that fails, is missing or takes too long: the outcome says so.
   */
  static Outcome run(Path directory, List<String> program, Duration patience) {
    try {
      // Not a pipe: a server that inherits it would keep it open, and us waiting.
      Path output = Files.createTempFile(directory, UNFINISHED, ".out");
      try {
        Integer exit = exit(builder(program, output).start(), patience);
        String said = new String(Files.readAllBytes(output), StandardCharsets.UTF_8).strip();
        return exit == null
            ? new Outcome(
                false,
                said + "\n(ended by us, at the latest after " + patience.toSeconds() + " seconds)")
            : new Outcome(exit == 0, said.isEmpty() && exit != 0 ? "exit status " + exit : said);
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      return new Outcome(false, String.valueOf(e.getMessage()));
    }
  }

  private static ProcessBuilder builder(List<String> program, Path output) {
    ProcessBuilder builder =
        new ProcessBuilder(program)
            .directory(new File("/"))
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    // PGDATA, PGPORT, LD_LIBRARY_PATH and their like would lead the server astray.
    builder.environment().clear();
    builder.environment().put("PATH", PATH);
    builder.environment().put("LC_ALL", "C");
    return builder;
  }

  private static @Nullable Integer exit(Process process, Duration patience) {
    try {
      if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    return null;
  }
}
