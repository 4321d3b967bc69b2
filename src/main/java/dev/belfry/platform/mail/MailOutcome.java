package dev.belfry.platform.mail;

import org.jspecify.annotations.Nullable;

/**
 * What came of a mail.
 *
 * @param code the server's reply (RFC 5321), where it gave one that decided
 * @param durationMs milliseconds until then
 * @param error a short sentence without anything that the server said; null when sent
 */
public record MailOutcome(
    Verdict verdict, @Nullable Integer code, int durationMs, @Nullable String error) {
  /** What follows from it. */
  public enum Verdict {
    /** The server has taken it. */
    SENT,
    /** To be tried again: the server is away, does not want it now, or does not want us. */
    TEMPORARY,
    /** This mail or this recipient is refused for good. */
    PERMANENT,
    /** No mail server is set. */
    OFF
  }

  static final MailOutcome OFF =
      new MailOutcome(
          Verdict.OFF, null, 0, "mail is off: no mail server is set (belfry.mail.host)");

  static MailOutcome sent(int millis) {
    return new MailOutcome(Verdict.SENT, null, millis, null);
  }

  static MailOutcome temporary(String error, @Nullable Integer code, int millis) {
    return new MailOutcome(Verdict.TEMPORARY, code, millis, error);
  }

  static MailOutcome permanent(String error, int code, int millis) {
    return new MailOutcome(Verdict.PERMANENT, code, millis, error);
  }
}
