package dev.belfry.platform.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;

/** From where somebody asks, as far as he cannot choose it anew for each request. */
public final class Network {
  private static final int BYTES = 8;

  private Network() {}

  /**
   * Whoever has one IPv6 address has the whole network of 64 bits that it lies in.
   *
   * @return that, or an IPv4 address, or the text itself where it is no address
   */
  public static String of(String address) {
    try {
      InetAddress literal = InetAddress.ofLiteral(address);
      return literal instanceof Inet6Address
          ? HexFormat.of().formatHex(literal.getAddress(), 0, BYTES)
          : literal.getHostAddress();
    } catch (IllegalArgumentException notAnAddress) {
      return address;
    }
  }
}
