package dev.belfry.platform.wire;

/**
 * No usable answer came.
 *
 * @param message a sentence for people; names hosts, addresses and ports at most
 */
public record WireFailure(Reason reason, String message, Phases phases) implements WireOutcome {
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
    /** Too many redirects, or one that leads to a URL that is not opened. */
    REDIRECT,
    /** The answer is not HTTP, or exceeds a limit. */
    PROTOCOL,
    /** The peer closed before its answer was complete. */
    CLOSED
  }
}
