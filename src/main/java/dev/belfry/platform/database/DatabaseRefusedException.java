package dev.belfry.platform.database;

import org.jspecify.annotations.Nullable;

/** The database is not fit to run on; the message says how to mend it. */
public class DatabaseRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DatabaseRefusedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
