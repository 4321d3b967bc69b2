package dev.belfry.access.watch;

import dev.belfry.access.usage.Counts;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;

/** What tests do with the watch. */
@ApplicationScoped
public class Lookout {
  private final Counts counts;
  private final Rounds rounds;

  Lookout(Counts counts, Rounds rounds) {
    this.counts = counts;
    this.rounds = rounds;
  }

  /** Writes what was counted, and looks at it. */
  public void look() {
    counts.flush();
    rounds.runDue();
  }

  void runUpkeep() throws SQLException {
    rounds.runUpkeep();
  }
}
