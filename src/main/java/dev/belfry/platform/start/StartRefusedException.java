package dev.belfry.platform.start;

import org.jspecify.annotations.Nullable;

/**
 * Something outside of the program has to be mended before it starts; the message says what and
 * how.
 */
public class StartRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public StartRefusedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  public StartRefusedException(String message) {
    this(message, null);
  }
}
