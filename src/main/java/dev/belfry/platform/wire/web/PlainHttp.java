package dev.belfry.platform.wire.web;

import dev.belfry.platform.wire.Cidr;
import dev.belfry.platform.wire.Egress;
import dev.belfry.platform.wire.Purpose;
import dev.belfry.platform.wire.Route;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Without TLS news go only to private networks, which the egress guard opens where the operator
 * wants it. A name tells nothing of that before it is resolved, so every attempt asks again.
 */
@ApplicationScoped
public class PlainHttp {
  private static final List<Cidr> PRIVATE =
      Stream.of(
              "127.0.0.0/8",
              "10.0.0.0/8",
              "172.16.0.0/12",
              "192.168.0.0/16",
              "100.64.0.0/10",
              "::1/128",
              "fc00::/7")
          .map(Cidr::parse)
          .toList();

  private final Egress egress;

  PlainHttp(Egress egress) {
    this.egress = egress;
  }

  /** Whether the text alone says so: a literal address that is not private. */
  public static boolean surelyPublic(URI url) {
    return plain(url) && literal(url.getHost()).filter(address -> !isPrivate(address)).isPresent();
  }

  /** Why nothing may be sent there; asks the resolver. Blocks. */
  public Optional<String> refusal(URI url, Duration timeout) {
    if (!plain(url)) {
      return Optional.empty();
    }
    int port = url.getPort() < 0 ? 80 : url.getPort();
    Route route =
        egress.resolve(url.getHost(), port, Purpose.WEBHOOK, timeout).toCompletableFuture().join();
    return switch (route) {
      case Route.Open open ->
          open.addresses().stream().allMatch(PlainHttp::isPrivate)
              ? Optional.empty()
              : Optional.of(url.getHost() + " is not in a private network; use https");
      case Route.Blocked blocked -> Optional.of(blocked.message());
      case Route.Unresolved unresolved -> Optional.of(unresolved.message());
    };
  }

  private static boolean plain(URI url) {
    return "http".equals(url.getScheme());
  }

  private static boolean isPrivate(InetAddress address) {
    return PRIVATE.stream().anyMatch(block -> block.contains(address));
  }

  private static Optional<InetAddress> literal(String host) {
    try {
      return Optional.of(
          InetAddress.ofLiteral(
              host.startsWith("[") ? host.substring(1, host.length() - 1) : host));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
