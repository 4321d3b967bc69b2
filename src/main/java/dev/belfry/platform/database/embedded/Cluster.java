package dev.belfry.platform.database.embedded;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** The data directory: made once, in whole. */
record Cluster(PostgresHome home, Binaries binaries, ServerAccount account) {
  private static final String UNFINISHED = "init-";
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** Nothing but a finished cluster ever bears the name of the data directory. */
  void ensure(String password) throws IOException {
    Tree.deleteAll(home.directory(), UNFINISHED + "*");
    if (empty()) {
      create(password);
    } else if (!Files.exists(home.data().resolve("PG_VERSION"))) {
      throw new EmbeddedPostgresException(
          home.data()
              + " holds no whole database; restore it from a backup, or move it away to begin anew");
    }
    account.own(home.data());
  }

  private boolean empty() throws IOException {
    if (!Files.exists(home.data())) {
      return true;
    }
    try (var children = Files.list(home.data())) {
      return children.findAny().isEmpty();
    }
  }

  private void create(String password) throws IOException {
    EmbeddedPostgres.LOG.log(Level.INFO, "Creating the database in {0}, once", home.data());
    Path unfinished = Files.createTempDirectory(home.directory(), UNFINISHED);
    Path secret = Files.writeString(unfinished.resolve("password"), password);
    account.own(unfinished);
    Path data = unfinished.resolve("data");
    initialise(data, secret);
    Files.writeString(
        data.resolve("postgresql.conf"),
        "\ninclude '" + ServerSettings.FILE + "'\n",
        StandardOpenOption.APPEND);
    Tree.sync(data.resolve("postgresql.conf"));
    Tree.rename(data, home.data());
    Tree.delete(unfinished);
  }

  private void initialise(Path data, Path secret) {
    Command.Outcome outcome =
        account.run(
            home.directory(),
            PATIENCE,
            binaries.initdb(),
            "--pgdata=" + data,
            "--username=" + EmbeddedPostgres.SUPERUSER,
            "--pwfile=" + secret,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--data-checksums",
            "--no-instructions");
    if (!outcome.succeeded()) {
      throw new EmbeddedPostgresException(
          "PostgreSQL could not create its database ("
              + account.name()
              + "):\n"
              + outcome.output());
    }
  }
}
