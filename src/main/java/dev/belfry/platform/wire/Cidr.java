package dev.belfry.platform.wire;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Arrays;

/** A block of addresses, such as {@code 10.0.0.0/8} or {@code fd00::/8} (RFC 4632, RFC 4291). */
public final class Cidr {
  private static final int V4_BITS = 32;
  private static final int V4_IN_V6 = 96;

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
   * @throws IllegalArgumentException saying what is wrong, without the text, which may be a secret
   */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw wrong("it has no prefix length");
    }
    InetAddress address = address(text.substring(0, slash));
    return of(text, address, prefix(text.substring(slash + 1)));
  }

  /**
   * Reads a block, or an address, which is the block of itself; what IPv6 only carries of IPv4
   * becomes IPv4. The result spells itself in one way only (RFC 5952).
   *
   * @throws IllegalArgumentException saying what is wrong, without the text, which may be a secret
   */
  public static Cidr canonical(String text) {
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    InetAddress address = address(host);
    int longest = address.getAddress().length * 8;
    int bits = slash < 0 ? longest : prefix(text.substring(slash + 1));
    if (slash >= 0 && longest == V4_BITS && host.indexOf(':') >= 0) {
      bits -= V4_IN_V6;
    }
    Cidr block = of(text, address, bits);
    return new Cidr(block.network, bits, NetUtil.toAddressString(address) + "/" + bits);
  }

  private static InetAddress address(String host) {
    return Literals.parse(host).orElseThrow(() -> wrong("it does not begin with an IP address"));
  }

  private static Cidr of(String text, InetAddress address, int bits) {
    byte[] network = address.getAddress();
    if (bits < 0 || bits > network.length * 8) {
      throw wrong("its prefix length is out of range");
    }
    if (!Arrays.equals(network, masked(network, bits))) {
      throw wrong("bits behind its prefix are set");
    }
    return new Cidr(network, bits, text);
  }

  private static int prefix(String digits) {
    if (!digits.matches("0|[1-9][0-9]{0,2}")) {
      throw wrong("its prefix length is not a number");
    }
    return Integer.parseInt(digits);
  }

  private static IllegalArgumentException wrong(String why) {
    return new IllegalArgumentException("must be a block of addresses such as 10.0.0.0/8; " + why);
  }

  /** Whether the address lies in this block; never across address families. */
  public boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == network.length && Arrays.equals(network, masked(bytes, bits));
  }

  /** Whether all of the other lies in this one. */
  public boolean contains(Cidr other) {
    return other.network.length == network.length
        && other.bits >= bits
        && Arrays.equals(network, masked(other.network, bits));
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
