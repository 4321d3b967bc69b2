package dev.belfry.access.watch;

import dev.belfry.access.watch.ConductRows.Due;
import dev.belfry.access.watch.ConductRows.Failures;
import dev.belfry.access.watch.ConductRows.NewNetwork;
import dev.belfry.platform.event.AccountId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Looks at those of an account who were active, and flags what is suspicious. */
@ApplicationScoped
class Watch {
  static final int MANY_FAILURES = 20;

  private final ConductRows rows;
  private final Flagging flags;

  Watch(ConductRows rows, Flagging flags) {
    this.rows = rows;
    this.flags = flags;
  }

  /**
   * In a transaction bound to the account: what is looked at and what is flagged is written
   * together.
   *
   * @return whether there may be more
   */
  boolean look(AccountId account) {
    List<Due> due = rows.take(account);
    for (Due one : due) {
      Conduct conduct = one.conduct();
      if (conduct == null) {
        ofFailures(account, one);
      } else {
        conduct.suspicions().forEach(found -> flags.raise(account, one.who(), found));
      }
    }
    ofNetworks(account, due);
    return due.size() == ConductRows.AT_ONCE;
  }

  private void ofFailures(AccountId account, Due due) {
    Failures worst = rows.failures(account, due.hour());
    if (worst != null && worst.calls() >= MANY_FAILURES) {
      flags.raise(
          account,
          due.who(),
          new Suspicion(
              FlagKind.FAILED_BURST, due.hour(), worst.address(), null, worst.calls(), null));
    }
  }

  private void ofNetworks(AccountId account, List<Due> due) {
    Map<UUID, Seen> callers =
        due.stream().map(Due::who).distinct().collect(Collectors.toMap(Seen::id, who -> who));
    for (NewNetwork network : rows.networks(account, List.copyOf(callers.keySet()))) {
      Seen who = callers.get(network.caller());
      if (who != null && network.before().isStrange(network.at())) {
        flags.raise(
            account,
            who,
            new Suspicion(
                FlagKind.NEW_NETWORK,
                network.at(),
                network.address(),
                network.network(),
                null,
                null));
      }
    }
  }
}
