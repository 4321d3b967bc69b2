package dev.belfry.platform.wire;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which header fields people may add to a request. */
public final class WireHeaders {
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /** Framing, routing and connection fields: the client sets them, or nobody does. */
  private static final Set<String> OURS =
      Set.of(
          "host",
          "content-length",
          "transfer-encoding",
          "connection",
          "proxy-connection",
          "keep-alive",
          "upgrade",
          "http2-settings",
          "te",
          "trailer",
          "expect");

  private WireHeaders() {}

  /** Why the field cannot be sent (RFC 9110, section 5); the message never repeats the value. */
  public static Optional<String> refusal(String name, String value) {
    if (!TOKEN.matcher(name).matches()) {
      return Optional.of("the header name is not a token");
    }
    if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
      return Optional.of("the header " + name + " cannot be set");
    }
    if (value.chars().anyMatch(WireHeaders::forbidden)) {
      return Optional.of("the value of the header " + name + " contains forbidden characters");
    }
    return Optional.empty();
  }

  private static boolean forbidden(int c) {
    return (c < 0x20 && c != '\t') || c == 0x7f || c > 0xff;
  }
}
