package dev.belfry.platform.database.embedded;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds an account that PostgreSQL accepts and that reaches the home; the first that passes a
 * trial.
 */
final class ServerAccounts {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  // initdb shows only what it would do, but complains of root, unknown users and programs out of
  // reach.
  private static final String TRIAL = "\"$1\" --show --pgdata=\"$2\" && test -w \"$2\"";

  private ServerAccounts() {}

  static ServerAccount choose(PostgresHome home, Binaries binaries) throws IOException {
    SystemUser me = SystemUser.current();
    if (!me.root() && me.known()) {
      return ServerAccount.self(me);
    }
    List<String> failures = new ArrayList<>();
    for (ServerAccount account : candidates(me, home)) {
      account.own(home.log());
      Command.Outcome outcome =
          account.run(
              home.directory(),
              PATIENCE,
              "/bin/sh",
              "-c",
              TRIAL,
              "sh",
              binaries.initdb(),
              home.log().toString());
      if (outcome.succeeded()) {
        EmbeddedPostgres.LOG.log(Level.DEBUG, "PostgreSQL runs by {0}", account.name());
        return account;
      }
      failures.add(account.name() + ": " + outcome.output());
    }
    if (!me.root()) {
      return ServerAccount.self(me);
    }
    throw new EmbeddedPostgresException(
        "PostgreSQL refuses to run as root, and no other account reaches "
            + home.directory()
            + "; start Belfry as an ordinary user, or "
            + EmbeddedPostgresException.WAY_OUT
            + ". Tried:\n  "
            + String.join("\n  ", failures));
  }

  private static List<ServerAccount> candidates(SystemUser me, PostgresHome home)
      throws IOException {
    Stream<ServerAccount> mapped = seenAs().map(seen -> ServerAccount.mapped(me, seen)).stream();
    if (!me.root()) {
      return mapped.toList();
    }
    Stream<ServerAccount> dedicated =
        Stream.concat(
                Stream.of(SystemUser.owner(home.directory())).filter(owner -> !owner.root()),
                SystemUser.named("belfry").stream())
            .flatMap(ServerAccounts::restricted);
    Stream<ServerAccount> borrowed =
        Stream.of("postgres", "nobody")
            .flatMap(name -> SystemUser.named(name).stream())
            .flatMap(
                user ->
                    Stream.concat(
                        restricted(user), Stream.of(ServerAccount.droppedWithPassage(user))));
    return Stream.of(dedicated, mapped, borrowed).flatMap(accounts -> accounts).toList();
  }

  private static Stream<ServerAccount> restricted(SystemUser user) {
    return Stream.of(ServerAccount.dropped(user), ServerAccount.substituted(user));
  }

  // initdb looks its user up by number, so it must be one that exists.
  private static Optional<SystemUser> seenAs() {
    return SystemUser.named("nobody").or(() -> SystemUser.ordinary().stream().findFirst());
  }
}
