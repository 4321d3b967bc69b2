package dev.belfry.platform.wire;

import java.net.InetAddress;
import java.util.Arrays;

/** A block of addresses, such as {@code 10.0.0.0/8} or {@code fd00::/8} (RFC 4632, RFC 4291). */
public final class Cidr {
  private final byte[] network;
  private final int bits;
  private final String text;

  private Cidr(byte[] network, int bits, String text) {
    this.network = network;
    this.bits = bits;
    this.text = text;
  }

  /**
   * Reads address, slash, prefix length; no bit may be set behind the prefix.
   *
   * @throws IllegalArgumentException naming the text and what is wrong with it
   */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw wrong(text, "it has no prefix length");
    }
    byte[] network =
        Literals.parse(text.substring(0, slash))
            .orElseThrow(() -> wrong(text, "it does not begin with an IP address"))
            .getAddress();
    int bits = prefix(text.substring(slash + 1), text);
    if (bits > network.length * 8) {
      throw wrong(text, "its prefix length is too large");
    }
    if (!Arrays.equals(network, masked(network, bits))) {
      throw wrong(text, "bits behind its prefix are set");
    }
    return new Cidr(network, bits, text);
  }

  private static int prefix(String digits, String text) {
    if (!digits.matches("0|[1-9][0-9]{0,2}")) {
      throw wrong(text, "its prefix length is not a number");
    }
    return Integer.parseInt(digits);
  }

  private static IllegalArgumentException wrong(String text, String why) {
    return new IllegalArgumentException(
        "'" + text + "' is not a block of addresses such as 10.0.0.0/8: " + why);
  }

  /** Whether the address lies in this block; never across address families. */
  public boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == network.length && Arrays.equals(network, masked(bytes, bits));
  }

  private static byte[] masked(byte[] address, int bits) {
    byte[] result = new byte[address.length];
    for (int i = 0; i < result.length; i++) {
      int kept = Math.clamp(bits - i * 8L, 0, 8);
      result[i] = (byte) (address[i] & (0xff << (8 - kept)));
    }
    return result;
  }

  @Override
  public String toString() {
    return text;
  }
}
