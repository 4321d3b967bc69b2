package dev.belfry.check;

import dev.belfry.platform.wire.Egress;
import dev.belfry.platform.wire.Purpose;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What must hold for the host of a target; asks no resolver. */
@ApplicationScoped
public class HostRules {
  private static final int LONGEST = 253;

  // RFC 1123 labels, and underscores, which names of services carry (RFC 2782).
  private static final Pattern NAME =
      Pattern.compile(
          "(?i)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*\\.?");

  private final Egress egress;

  HostRules(Egress egress) {
    this.egress = egress;
  }

  /**
   * What is wrong with a host and port; nothing is said of one that is absent.
   *
   * @param pointer to the field of the host
   * @param host a name, or an IPv4 or IPv6 address
   */
  public List<TargetViolation> examine(String pointer, @Nullable String host, int port) {
    if (host == null || host.isEmpty()) {
      return List.of();
    }
    Optional<TargetViolation> misspelt = examineName(pointer, host);
    if (misspelt.isPresent()) {
      return List.of(misspelt.get());
    }
    Optional<String> closed = egress.refusal(host, port, Purpose.MONITOR);
    return closed
        .map(why -> List.of(new TargetViolation(pointer, "blocked_address", why)))
        .orElse(List.of());
  }

  /** Whether it is spelt like a host name or an address; whether it may be reached is not asked. */
  public Optional<TargetViolation> examineName(String pointer, String host) {
    return host.length() <= LONGEST && (NAME.matcher(host).matches() || address(host))
        ? Optional.empty()
        : Optional.of(
            new TargetViolation(
                pointer, "invalid_host", "must be a host name or an IP address, without a scheme"));
  }

  private static boolean address(String host) {
    try {
      return host.indexOf(':') >= 0 && java.net.InetAddress.ofLiteral(host) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
