package dev.belfry.platform.database.embedded;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A server process of our own, from its settings to its first answer. */
record Server(PostgresHome home, Binaries binaries, ServerAccount account, ServerLog log) {
  // Long enough to replay the log after a crash.
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  Login start(String password, Map<String, String> settings) throws IOException {
    int port = Port.of(home);
    Command.Outcome outcome = launch(port, settings);
    if (!outcome.succeeded() && !Port.free(port)) {
      // Somebody took it since we looked.
      port = Port.of(home);
      outcome = launch(port, settings);
    }
    return ready(outcome, port, password);
  }

  /** The same on this port and no other. */
  Login startOn(int port, String password, Map<String, String> settings) throws IOException {
    return ready(launch(port, settings), port, password);
  }

  private Login ready(Command.Outcome outcome, int port, String password) throws IOException {
    if (!outcome.succeeded()) {
      throw new EmbeddedPostgresException(
          "PostgreSQL did not start (%s): %s%s"
              .formatted(account.name(), outcome.output(), log.tail()));
    }
    Login login = new Login(port, password);
    require(login);
    EmbeddedPostgres.LOG.log(Level.INFO, "PostgreSQL is ready on port {0}", Integer.toString(port));
    return login;
  }

  private Command.Outcome launch(int port, Map<String, String> settings) throws IOException {
    ServerSettings.of(home, port, settings).write(home);
    Path data = home.data();
    return account.run(
        home.directory(),
        PATIENCE.plusMinutes(1),
        binaries.pgCtl(),
        "start",
        "--silent",
        "--wait",
        "--timeout=" + PATIENCE.toSeconds(),
        "--pgdata=" + data,
        "--log=" + log.start());
  }

  private void require(Login login) throws IOException {
    String why =
        switch (login.ask(home.data())) {
          case Login.Answer.Ready ready -> "";
          case Login.Answer.NotNow(String reason) -> reason;
          case Login.Answer.Refused(String reason) -> reason;
        };
    if (!why.isEmpty()) {
      Postmaster.of(home).ifPresent(Postmaster::stop);
      throw new EmbeddedPostgresException(
          "PostgreSQL started but does not let us in: %s; is %s the one that belongs to %s?%s"
              .formatted(why, home.password(), home.data(), log.tail()));
    }
  }
}
