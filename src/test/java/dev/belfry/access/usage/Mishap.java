package dev.belfry.access.usage;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;

/** A recorder that fails as often as a test wants, after all others have written. */
@ApplicationScoped
@Priority(-1)
class Mishap implements UsageRecorder {
  private volatile int left;

  void happens(int times) {
    left = times;
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer at a time
  public void record(Connection connection, UsageBatch batch) throws SQLException {
    if (left > 0) {
      left--;
      throw new SQLException("the database is away");
    }
  }
}
