package dev.belfry.monitor.network;

import dev.belfry.platform.event.AccountId;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The accounts of which most hosts fail at once. Each is judged by its own hosts alone: otherwise
 * whoever lets his own come and go would keep the alarms of all others silent.
 */
final class Doubts {
  private static final Logger LOG = Logger.getLogger(Doubts.class);

  private final Map<AccountId, MassFailure> hosts = new ConcurrentHashMap<>();
  private final Set<AccountId> doubted = ConcurrentHashMap.newKeySet();

  /** A look found something at this host, good or bad. */
  void reached(AccountId account, String host, Instant now) {
    MassFailure own = hosts.computeIfAbsent(account, first -> new MassFailure());
    own.reached(host, now);
    if (doubted.contains(account)) {
      note(account, own.isMass(now));
    }
  }

  /** A look found nothing at this host; answers whether that is so of most of the account's. */
  boolean failed(AccountId account, String host, Instant now) {
    MassFailure own = hosts.get(account);
    boolean mass = own != null && own.failed(host, now);
    note(account, mass);
    return mass;
  }

  /** Ends doubts that are over, and forgets accounts of which no host was reached of late. */
  void examine(Instant now) {
    doubted.forEach(
        account -> {
          MassFailure own = hosts.get(account);
          note(account, own != null && own.isMass(now));
        });
    // One that a look comes to at this moment is made anew by the next.
    hosts.values().removeIf(own -> own.isForgotten(now));
  }

  boolean any() {
    return !doubted.isEmpty();
  }

  private void note(AccountId account, boolean mass) {
    if (mass && doubted.add(account)) {
      LOG.warnf(
          "most hosts of account %s begin to fail at once: while they do, for five minutes at most,"
              + " looks that fail are unknown and not down; set BELFRY_MONITOR_NETWORK_ANCHORS to be sure",
          account.text());
    } else if (!mass && doubted.remove(account)) {
      LOG.infof(
          "hosts of account %s are reached again, or have failed for long: looks that fail are down again",
          account.text());
    }
  }
}
