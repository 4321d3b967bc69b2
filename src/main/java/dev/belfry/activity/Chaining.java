package dev.belfry.activity;

import dev.belfry.platform.event.AccountId;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import org.jboss.logging.Logger;

/** Chains what was written, within about a second, and publishes where the chains end. */
@ApplicationScoped
class Chaining {
  private static final Logger LOG = Logger.getLogger(Chaining.class);

  private final Chain chain;
  private final HeadPost post;

  Chaining(Chain chain, HeadPost post) {
    this.chain = chain;
    this.post = post;
  }

  @Scheduled(
      every = "1s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      identity = "activity.chaining")
  void poll() {
    runDue();
  }

  /** Chains all that waits; answers how many entries that were. */
  int runDue() {
    int chained = 0;
    try {
      int turn;
      do {
        turn = turn(chain.waiting());
        chained += turn;
        post.publish();
      } while (turn > 0);
    } catch (SQLException e) {
      LOG.warnf(e, "the log book could not be chained");
    }
    return chained;
  }

  /** Some entries of each account, so that a busy one does not keep the others waiting. */
  private int turn(List<AccountId> accounts) {
    int chained = 0;
    for (AccountId account : accounts) {
      try {
        chained += chain.grow(account);
      } catch (RuntimeException e) {
        LOG.errorf(e, "the log book of %s could not be chained", account.text());
      }
    }
    return chained;
  }
}
