package dev.belfry.platform.wire;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses written as numbers. Only the plain forms count; no resolver is asked. */
final class Literals {
  private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern QUAD = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");

  private Literals() {}

  /** The address that the text, with or without brackets, spells; empty for everything else. */
  static Optional<InetAddress> parse(String host) {
    String bare =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    boolean six = bare.indexOf(':') >= 0 && bare.indexOf('%') < 0;
    if (!six && !QUAD.matcher(bare).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(bare));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether resolvers may take the text for an IPv4 address although it is not a plain one: {@code
   * 127.1}, {@code 0177.0.0.1}, {@code 0x7f.1}, {@code 2130706433} (the "ends in a number" check of
   * the WHATWG URL standard).
   */
  static boolean odd(String host) {
    String bare = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    String last = bare.substring(bare.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return host.indexOf(':') < 0 && NUMBER.matcher(last).matches() && !QUAD.matcher(host).matches();
  }
}
