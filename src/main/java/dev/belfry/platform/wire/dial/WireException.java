package dev.belfry.platform.wire.dial;

import dev.belfry.platform.wire.WireFailure;

/**
 * The outside world failed a blocking call of {@link Dialer} or of what is built on it. The message
 * is a sentence for people that names hosts, addresses and ports at most.
 */
public final class WireException extends Exception {
  private static final long serialVersionUID = 1L;

  private final WireFailure.Reason reason;

  public WireException(WireFailure.Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  /** What an exception of a socket means; the words are ours, never the peer's. */
  public static WireException of(Throwable problem, String host) {
    return of(problem, host, false);
  }

  /**
   * The same.
   *
   * @param shows whether we had a certificate to show
   */
  public static WireException of(Throwable problem, String host, boolean shows) {
    if (problem instanceof WireException known) {
      return known;
    }
    WireFailure failure = WireFailure.of(problem, host, shows);
    return new WireException(failure.reason(), failure.message());
  }

  public WireFailure.Reason reason() {
    return reason;
  }

  @Override
  public String getMessage() {
    String message = super.getMessage();
    return message == null ? "" : message;
  }
}
