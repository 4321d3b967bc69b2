package dev.belfry.platform.database;

import java.sql.Connection;
import java.sql.SQLException;

/** What a transaction that changes something does first, on its own connection. */
@FunctionalInterface
public interface Guard {
  /** Binds the connection to the account and makes sure that the caller's right still stands. */
  void enter(Connection connection) throws SQLException;
}
