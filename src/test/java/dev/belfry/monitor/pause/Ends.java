package dev.belfry.monitor.pause;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;

/** What tests do with the ends of pauses. */
@ApplicationScoped
public class Ends {
  private final PauseEnds ends;

  Ends(PauseEnds ends) {
    this.ends = ends;
  }

  public void runDue() throws SQLException {
    ends.runDue();
  }
}
