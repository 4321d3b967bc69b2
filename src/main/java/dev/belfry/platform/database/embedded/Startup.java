package dev.belfry.platform.database.embedded;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;

/** The way from a locked home to a server that answers. */
record Startup(PostgresHome home, Platform platform, Map<String, String> settings) {
  EmbeddedPostgres run(HomeLock lock) throws IOException {
    Tree.deleteAll(home.directory(), Command.UNFINISHED + "*");
    Tree.deleteAll(home.directory(), "*" + KeptFile.UNFINISHED);
    Binaries binaries = Binaries.unpacked(home, platform.requireBinaries());
    String password = Password.of(home);
    Optional<Login> orphan = new Orphan(home, binaries).adopt(password);
    if (orphan.isPresent()) {
      EmbeddedPostgres.LOG.log(Level.INFO, "Adopted the PostgreSQL that runs on {0}", home.data());
      return new EmbeddedPostgres(
          home, lock, orphan.get(), true, () -> again(binaries, orphan.get()));
    }
    Login login = fresh(binaries, password);
    return new EmbeddedPostgres(home, lock, login, false, () -> again(binaries, login));
  }

  /** Whoever uses it knows its port. */
  private Login again(Binaries binaries, Login login) throws IOException {
    Optional<Login> running = new Orphan(home, binaries).adopt(login.password());
    if (running.isPresent()) {
      return running.get();
    }
    if (!Port.free(login.port())) {
      throw new EmbeddedPostgresException(
          "another program has its port " + login.port() + "; stop that, or start Belfry again");
    }
    return server(binaries, login.password()).startOn(login.port(), login.password(), settings);
  }

  private Login fresh(Binaries binaries, String password) throws IOException {
    return server(binaries, password).start(password, settings);
  }

  private Server server(Binaries binaries, String password) throws IOException {
    binaries.deleteOthers();
    ServerLog log = new ServerLog(home.log());
    log.prepare();
    ServerAccount account = ServerAccounts.choose(home, binaries);
    new Cluster(home, binaries, account).ensure(password);
    return new Server(home, binaries, account, log);
  }
}
