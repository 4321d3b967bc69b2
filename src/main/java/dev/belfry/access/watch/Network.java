package dev.belfry.access.watch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The network in which an address lies, as far as one person's addresses are usually spread. */
final class Network {
  private static final int IPV4_BYTES = 3;
  private static final int IPV6_BYTES = 6;
  private static final int IPV4_LENGTH = 4;

  private Network() {}

  /**
   * Such as {@code 192.0.2.0/24} or {@code 2001:db8:1:0:0:0:0:0/48}; empty for what is no address.
   */
  static Optional<String> of(@Nullable String address) {
    try {
      byte[] bytes = InetAddress.ofLiteral(String.valueOf(address)).getAddress();
      int kept = bytes.length == IPV4_LENGTH ? IPV4_BYTES : IPV6_BYTES;
      Arrays.fill(bytes, kept, bytes.length, (byte) 0);
      return Optional.of(InetAddress.getByAddress(bytes).getHostAddress() + "/" + kept * Byte.SIZE);
    } catch (IllegalArgumentException | UnknownHostException notAnAddress) {
      return Optional.empty();
    }
  }
}
