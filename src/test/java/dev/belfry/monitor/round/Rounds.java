package dev.belfry.monitor.round;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;

/** What tests do with the rounds. */
@ApplicationScoped
public class Rounds {
  private final MonitorRounds rounds;

  Rounds(MonitorRounds rounds) {
    this.rounds = rounds;
  }

  /** Claims what comes due, as every second. */
  public void round() throws SQLException {
    rounds.round();
  }

  /** Looks at all that is due at this moment, and waits for it. */
  public int runDue() throws SQLException {
    return rounds.runDue();
  }
}
