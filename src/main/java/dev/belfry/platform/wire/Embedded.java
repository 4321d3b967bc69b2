package dev.belfry.platform.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * IPv4 addresses that travel inside IPv6 ones: a gateway would unwrap them, so they are judged by
 * what is inside.
 */
final class Embedded {
  private static final Cidr COMPATIBLE = Cidr.parse("::/96");
  private static final Cidr NAT64 = Cidr.parse("64:ff9b::/96");
  private static final Cidr SIX_TO_FOUR = Cidr.parse("2002::/16");
  private static final Cidr TEREDO = Cidr.parse("2001::/32");

  private Embedded() {}

  /** The addresses that a connection to this one may reach: those inside it, or itself. */
  static List<InetAddress> faces(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (NAT64.contains(address) || compatible(address)) {
      return List.of(four(bytes, 12, 0));
    }
    if (SIX_TO_FOUR.contains(address)) {
      return List.of(four(bytes, 2, 0));
    }
    if (TEREDO.contains(address)) {
      // RFC 4380: the server in clear, the client with all bits inverted.
      return List.of(four(bytes, 4, 0), four(bytes, 12, 0xff));
    }
    return List.of(address);
  }

  private static boolean compatible(InetAddress address) {
    return COMPATIBLE.contains(address)
        && !address.isAnyLocalAddress()
        && !address.isLoopbackAddress();
  }

  private static InetAddress four(byte[] bytes, int from, int flip) {
    byte[] inner = Arrays.copyOfRange(bytes, from, from + 4);
    for (int i = 0; i < inner.length; i++) {
      inner[i] ^= (byte) flip;
    }
    try {
      return InetAddress.getByAddress(inner);
    } catch (UnknownHostException e) {
      throw new AssertionError("four bytes are an address", e);
    }
  }
}
