package dev.belfry.platform.database.embedded;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Starts the server again when it goes though nobody stopped it, on the port that it had. */
final class Keeper implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final PostgresHome home;
  private final Callable<?> start;
  private final Thread thread;

  Keeper(PostgresHome home, Callable<?> start) {
    this.home = home;
    this.start = start;
    this.thread = Thread.ofPlatform().daemon().name("embedded-postgres").start(this::keep);
  }

  private void keep() {
    try {
      Optional<Postmaster> running = server();
      for (Duration pause = PAUSE; ; ) {
        Thread.sleep(pause);
        if (running.filter(Postmaster::running).isPresent()) {
          continue;
        }
        EmbeddedPostgres.LOG.log(
            Level.WARNING, "The embedded PostgreSQL is gone; it is started again");
        running = again() ? server() : Optional.empty();
        Duration next = pause.multipliedBy(2);
        pause =
            running.isPresent() ? PAUSE : next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
      }
    } catch (InterruptedException closed) {
      // nobody is to keep it any longer
    }
  }

  private boolean again() throws InterruptedException {
    try {
      start.call();
      return true;
    } catch (InterruptedException closed) {
      throw closed;
    } catch (Exception e) {
      if (!Thread.currentThread().isInterrupted()) {
        String why = e instanceof EmbeddedPostgresException ? e.getMessage() : e.toString();
        EmbeddedPostgres.LOG.log(Level.ERROR, "The embedded PostgreSQL does not start: {0}", why);
      }
      return false;
    }
  }

  private Optional<Postmaster> server() {
    try {
      return Postmaster.of(home);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Nothing is started after it. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
