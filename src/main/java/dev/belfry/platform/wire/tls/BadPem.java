package dev.belfry.platform.wire.tls;

/** A text that is not what it should be; the message is for people and repeats nothing of it. */
public final class BadPem extends Exception {
  private static final long serialVersionUID = 1L;

  /** Which of the texts is wrong. */
  public enum Part {
    CERTIFICATE,
    PRIVATE_KEY,
    PASSPHRASE,
    AUTHORITIES
  }

  private final Part part;
  private final String code;
  private final String reason;

  BadPem(Part part, String code, String reason) {
    super(reason, null, false, false);
    this.part = part;
    this.code = code;
    this.reason = reason;
  }

  public Part part() {
    return part;
  }

  /** A stable lower-case word. */
  public String code() {
    return code;
  }

  @Override
  public String getMessage() {
    return reason;
  }
}
