package dev.belfry.platform.database.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The server process that runs on our data, whoever started it. */
record Postmaster(ProcessHandle process, int port, PostgresHome home) {
  private static final int PORT_LINE = 3;
  private static final Duration FAST = Duration.ofSeconds(60);
  private static final Duration IMMEDIATE = Duration.ofSeconds(15);

  /**
   * The one that postmaster.pid names. A file that names nobody or another program is removed,
   * because PostgreSQL would refuse to start; one that names a dead process stays, because
   * PostgreSQL looks further itself (leftover backends).
   */
  static Optional<Postmaster> of(PostgresHome home) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(home.pidFile(), StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    if (lines.size() <= PORT_LINE || !number(lines.get(0)) || !number(lines.get(PORT_LINE))) {
      Files.delete(home.pidFile());
      return Optional.empty();
    }
    int pid = Integer.parseInt(lines.get(0).strip());
    int port = Integer.parseInt(lines.get(PORT_LINE).strip());
    Optional<Postmaster> named =
        ProcessHandle.of(Math.abs(pid)).map(process -> new Postmaster(process, port, home));
    if (named.isPresent() && !named.get().running()) {
      Files.deleteIfExists(home.pidFile());
    }
    // A negative number is somebody's single-user session, beside which PostgreSQL refuses to
    // start.
    return named.filter(postmaster -> pid > 0 && postmaster.running());
  }

  private static boolean number(String text) {
    return text.strip().matches("-?\\d{1,9}");
  }

  /** A zombie, too, has no arguments and does not run. */
  boolean running() {
    return process.isAlive() && has(home.data().toString());
  }

  boolean runs(Binaries binaries) {
    return process.info().command().map(binaries.postgres()::equals).orElse(true);
  }

  private boolean has(String argument) {
    return process.info().arguments().stream().flatMap(Arrays::stream).anyMatch(argument::equals);
  }

  /** Fast, and when that does not help, immediate; what is committed is kept by both. */
  void stop() {
    signal("INT");
    if (Wait.until(FAST, this::gone)) {
      return;
    }
    signal("QUIT");
    if (!Wait.until(IMMEDIATE, this::gone)) {
      throw new EmbeddedPostgresException(
          "PostgreSQL (process "
              + process.pid()
              + ") does not stop; stop it by hand, then start again");
    }
  }

  private boolean gone() {
    Path pidFile = home.pidFile();
    return !Files.exists(pidFile) || !running();
  }

  private void signal(String name) {
    if (!gone()) {
      var kill = List.of("/bin/sh", "-c", "kill -" + name + " " + process.pid());
      Command.run(home.directory(), kill, Duration.ofSeconds(10));
    }
  }
}
