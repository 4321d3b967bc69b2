package dev.belfry.platform.database.embedded;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A PostgreSQL server of our own, kept below the home; it runs until {@link #close()}, and is
 * started again where it goes before.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  static final String SUPERUSER = "postgres";
  static final Logger LOG = System.getLogger(EmbeddedPostgres.class.getPackageName());

  private final PostgresHome home;
  private final HomeLock lock;
  private final Login login;
  private final boolean adopted;
  private final Keeper keeper;
  private final AtomicBoolean closed = new AtomicBoolean();

  EmbeddedPostgres(
      PostgresHome home, HomeLock lock, Login login, boolean adopted, Callable<Login> again) {
    this.home = home;
    this.lock = lock;
    this.login = login;
    this.adopted = adopted;
    this.keeper = new Keeper(home, again);
  }

  /**
   * Starts (or adopts) the server whose data lies in {@code home/postgres}; ready for connections
   * when it returns.
   *
   * @throws EmbeddedPostgresException with a plain message of what to do
   */
  public static EmbeddedPostgres start(Path home) {
    return start(home, Map.of());
  }

  /**
   * The same with settings of {@code postgresql.conf} in addition; an adopted server keeps those
   * that it has.
   *
   * @throws EmbeddedPostgresException with a plain message of what to do
   */
  public static EmbeddedPostgres start(Path home, Map<String, String> settings) {
    try {
      Platform platform = Platform.current();
      platform.requireBinaries();
      PostgresHome place = PostgresHome.in(home);
      HomeLock lock = HomeLock.take(place);
      try {
        return new Startup(place, platform, settings).run(lock);
      } catch (IOException | RuntimeException | Error e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new EmbeddedPostgresException(
          "the embedded PostgreSQL in "
              + home
              + " cannot be prepared: "
              + e
              + "; see that the directory belongs to the user that runs Belfry and has room, or "
              + EmbeddedPostgresException.WAY_OUT,
          e);
    }
  }

  /** {@code jdbc:postgresql://127.0.0.1:<port>/<database>}. */
  public String jdbcUrl(String database) {
    return login.url(database);
  }

  /** The name of the role that may do everything. */
  public String superuser() {
    return SUPERUSER;
  }

  /** The superuser's password. */
  public String password() {
    return login.password();
  }

  /** Whether the server was already running, left behind by a Belfry that was killed. */
  public boolean adopted() {
    return adopted;
  }

  /** Stops the server fast: running statements are cancelled, what is committed is kept. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    // A shutdown may come with the thread interrupted, and must stop the server all the same.
    boolean interrupted = Thread.interrupted();
    keeper.close();
    try (lock) {
      Postmaster.of(home).ifPresent(Postmaster::stop);
    } catch (IOException | EmbeddedPostgresException e) {
      LOG.log(
          Level.WARNING, "The embedded PostgreSQL was not stopped; the next start adopts it", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
