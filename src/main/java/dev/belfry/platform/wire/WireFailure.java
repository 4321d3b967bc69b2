package dev.belfry.platform.wire;

/**
 * No usable answer came.
 *
 * @param message a sentence for people; names hosts, addresses and ports at most
 */
public record WireFailure(Reason reason, String message, Phases phases) implements WireOutcome {
  /** What an exception of a client or a socket means; the words are ours, never the peer's. */
  public static WireFailure of(Throwable problem, String host, Phases phases) {
    Failures.Meaning meaning = Failures.of(problem, host, false);
    return new WireFailure(meaning.reason(), meaning.message(), phases);
  }

  /**
   * The same.
   *
   * @param shows whether we had a certificate to show
   */
  public static WireFailure of(Throwable problem, String host, boolean shows) {
    Failures.Meaning meaning = Failures.of(problem, host, shows);
    return new WireFailure(meaning.reason(), meaning.message(), Phases.total(0));
  }

  /** The kinds of failure. */
  public enum Reason {
    /** The name has no address. */
    DNS,
    /** The egress guard says no, at the first or a later hop. */
    BLOCKED,
    /** No connection to any of the addresses. */
    REFUSED,
    /** The time of the request ran out, in whatever phase. */
    TIMEOUT,
    /** No trusted TLS connection. */
    TLS,
    /** The server wants no connection with the certificate that we showed. */
    CLIENT_CERTIFICATE_REFUSED,
    /** The server wants a certificate of ours, and there is none to show. */
    CLIENT_CERTIFICATE_REQUIRED,
    /** Too many redirects, or one that leads to a URL that is not opened. */
    REDIRECT,
    /** The answer is not HTTP, or exceeds a limit. */
    PROTOCOL,
    /** The peer closed before its answer was complete. */
    CLOSED
  }
}
