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
      return new EmbeddedPostgres(home, lock, orphan.get(), true);
    }
    return new EmbeddedPostgres(home, lock, fresh(binaries, password), false);
  }

  private Login fresh(Binaries binaries, String password) throws IOException {
    binaries.deleteOthers();
    ServerLog log = new ServerLog(home.log());
    log.prepare();
    ServerAccount account = ServerAccounts.choose(home, binaries);
    new Cluster(home, binaries, account).ensure(password);
    return new Server(home, binaries, account, log).start(password, settings);
  }
}
