package dev.belfry.platform.database;

import java.sql.SQLException;

/** A transaction could not be bound to its account; nothing of it may happen. */
class BindingFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  BindingFailedException(SQLException cause) {
    super("the transaction could not be bound", cause);
  }
}
