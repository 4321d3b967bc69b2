package dev.belfry.platform.wire;

/**
 * A URL that Belfry does not open; the message is for people and repeats nothing secret of the URL.
 */
public final class BadUrl extends Exception {
  private final String reason;

  BadUrl(String reason) {
    super(reason);
    this.reason = reason;
  }

  @Override
  public String getMessage() {
    return reason;
  }
}
