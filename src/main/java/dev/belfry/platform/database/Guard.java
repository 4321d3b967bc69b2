package dev.belfry.platform.database;

import java.sql.Connection;
import java.sql.SQLException;

/** What a transaction that changes something does first, on its own connection. */
@FunctionalInterface
public interface Guard {
  /**
   * Binds the connection to the account and makes sure that the caller's right still stands.
   *
   * @throws dev.belfry.platform.problem.Problem when it does not; PostgreSQL must have aborted the
   *     transaction by then, so that nothing can be done in it
   */
  void enter(Connection connection) throws SQLException;
}
