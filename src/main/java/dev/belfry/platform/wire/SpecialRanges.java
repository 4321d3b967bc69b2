package dev.belfry.platform.wire;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Addresses that are not simply "somewhere on the internet". Source: the IANA special-purpose
 * address registries.
 */
final class SpecialRanges {
  private static final Cidr GLOBAL_UNICAST = Cidr.parse("2000::/3");

  /** Closed whatever the operator allows. */
  static final SpecialRanges NEVER =
      new SpecialRanges(
          false,
          "169.254.0.0/16 link-local",
          "fe80::/10 link-local",
          "100.100.100.200/32 metadata",
          "168.63.129.16/32 metadata",
          "192.0.0.192/32 metadata",
          "fd00:ec2::254/128 metadata",
          "fd20:ce::254/128 metadata",
          "fd00:42::42/128 metadata",
          "0.0.0.0/8 unspecified",
          "::/128 unspecified",
          "224.0.0.0/4 multicast",
          "ff00::/8 multicast",
          "255.255.255.255/32 broadcast");

  /** Open beside the embedded database unless an allow list says otherwise. */
  static final SpecialRanges HOME =
      new SpecialRanges(
          false,
          "127.0.0.0/8 loopback",
          "::1/128 loopback",
          "10.0.0.0/8 private",
          "172.16.0.0/12 private",
          "192.168.0.0/16 private",
          "fc00::/7 private",
          "100.64.0.0/10 private");

  /** Closed unless an allow list contains them. */
  static final SpecialRanges RESERVED =
      new SpecialRanges(
          true,
          "192.0.0.0/24 reserved",
          "192.0.2.0/24 reserved",
          "192.88.99.0/24 reserved",
          "198.18.0.0/15 reserved",
          "198.51.100.0/24 reserved",
          "203.0.113.0/24 reserved",
          "240.0.0.0/4 reserved",
          "2001::/23 reserved",
          "2001:db8::/32 reserved",
          "3fff::/20 reserved");

  private record Range(Cidr block, String name) {}

  private final boolean rest;
  private final List<Range> ranges;

  private SpecialRanges(boolean rest, String... lines) {
    this.rest = rest;
    ranges = List.of(lines).stream().map(SpecialRanges::range).toList();
  }

  private static Range range(String line) {
    int space = line.indexOf(' ');
    return new Range(Cidr.parse(line.substring(0, space)), line.substring(space + 1));
  }

  /** What kind of address of this group it is, in one word. */
  Optional<String> name(InetAddress address) {
    Optional<String> listed =
        ranges.stream().filter(r -> r.block.contains(address)).map(Range::name).findFirst();
    // Outside 2000::/3 nothing is handed out to hosts of the internet, whatever the registry adds
    // one day.
    return listed.or(
        () ->
            rest && address.getAddress().length == 16 && !GLOBAL_UNICAST.contains(address)
                ? Optional.of("reserved")
                : Optional.empty());
  }
}
