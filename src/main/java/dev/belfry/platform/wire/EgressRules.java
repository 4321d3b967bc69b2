package dev.belfry.platform.wire;

import java.net.InetAddress;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which addresses are open, by purpose; pure. */
final class EgressRules {
  private static final String NONE = "none";

  private final Map<Purpose, List<Cidr>> allowed = new EnumMap<>(Purpose.class);
  private final boolean home;

  /**
   * @param home whether private networks and loopback are open for a purpose without an allow list
   * @throws IllegalArgumentException for a list that holds anything but CIDR blocks
   */
  EgressRules(EgressConfig config, boolean home) {
    this.home = home;
    put(Purpose.MONITOR, config.allowMonitors().or(config::allow));
    put(Purpose.WEBHOOK, config.allowWebhooks().or(config::allow));
    put(Purpose.OUTSIDER, config.allowOutsiders().or(() -> Optional.of(List.of(NONE))));
  }

  private void put(Purpose purpose, Optional<List<String>> blocks) {
    blocks.ifPresent(
        list -> allowed.put(purpose, list.equals(List.of(NONE)) ? List.of() : cidrs(list)));
  }

  private static List<Cidr> cidrs(List<String> blocks) {
    return blocks.stream().map(String::strip).map(Cidr::parse).toList();
  }

  /** Why the address is closed, in one word for its kind; empty when it is open. */
  Optional<String> refusal(InetAddress address, Purpose purpose) {
    return Embedded.faces(address).stream()
        .flatMap(face -> judge(face, purpose).stream())
        .findFirst();
  }

  private Optional<String> judge(InetAddress face, Purpose purpose) {
    Optional<String> never = SpecialRanges.NEVER.name(face);
    if (never.isPresent()) {
      return never;
    }
    List<Cidr> list = allowed.get(purpose);
    if (list == null) {
      return (home ? Optional.<String>empty() : SpecialRanges.HOME.name(face))
          .or(() -> reservedOutsideHome(face));
    }
    if (list.stream().anyMatch(block -> block.contains(face))) {
      return Optional.empty();
    }
    return SpecialRanges.HOME.name(face).or(() -> SpecialRanges.RESERVED.name(face));
  }

  private static Optional<String> reservedOutsideHome(InetAddress face) {
    return SpecialRanges.HOME.name(face).isPresent()
        ? Optional.empty()
        : SpecialRanges.RESERVED.name(face);
  }
}
