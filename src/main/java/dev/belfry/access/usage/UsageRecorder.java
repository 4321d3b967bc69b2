package dev.belfry.access.usage;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Writes its part of a batch. Every bean of this type is asked, in the order of their priorities,
 * on one connection of the role {@code system} and in one transaction.
 */
public interface UsageRecorder {
  void record(Connection connection, UsageBatch batch) throws SQLException;

  /**
   * The batch has been committed.
   *
   * @param urgent whether it holds something that somebody should learn of now
   */
  default void recorded(boolean urgent) {}
}
