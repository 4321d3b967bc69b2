package dev.belfry.platform.database.embedded;

import org.jspecify.annotations.Nullable;

/** The embedded PostgreSQL cannot serve; the message says why and what to do. */
public final class EmbeddedPostgresException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  static final String WAY_OUT = "set QUARKUS_DATASOURCE_JDBC_URL to use a PostgreSQL of your own";

  private final String message;

  EmbeddedPostgresException(String message) {
    this(message, null);
  }

  EmbeddedPostgresException(String message, @Nullable Throwable cause) {
    super(message, cause);
    this.message = message;
  }

  @Override
  public String getMessage() {
    return message;
  }
}
