package dev.belfry.platform.database.embedded;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;

/** A server that a killed Belfry left behind. */
record Orphan(PostgresHome home, Binaries binaries) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** How to reach it; empty when there is none, or none that is fit and it was stopped. */
  Optional<Login> adopt(String password) throws IOException {
    Optional<Postmaster> found = Postmaster.of(home);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Postmaster postmaster = found.get();
    Login login = new Login(postmaster.port(), password);
    if (postmaster.runs(binaries) && answers(postmaster, login)) {
      return Optional.of(login);
    }
    EmbeddedPostgres.LOG.log(
        Level.INFO, "Stopping a PostgreSQL that runs on {0} and is not ours", home.data());
    postmaster.stop();
    return Optional.empty();
  }

  /** Waits while it recovers from a crash, or is on its way out. */
  private boolean answers(Postmaster postmaster, Login login) {
    Wait.until(
        PATIENCE,
        () -> !postmaster.running() || !(login.ask(home.data()) instanceof Login.Answer.NotNow));
    return postmaster.running() && login.ask(home.data()) instanceof Login.Answer.Ready;
  }
}
