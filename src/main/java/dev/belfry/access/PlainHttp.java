package dev.belfry.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.List;
import java.util.Locale;

/**
 * Whether a proxy says that the call reached it unencrypted, by {@code X-Forwarded-Proto} or {@code
 * Forwarded} (RFC 7239). Whoever says so of himself is refused, so nobody need be trusted for it.
 */
@ApplicationScoped
class PlainHttp {
  private final boolean allowed;

  PlainHttp(AccessConfig config) {
    this.allowed = config.plainHttp();
  }

  /** Whether the call is to be refused. */
  boolean refuses(ContainerRequestContext request) {
    return !allowed && says(request);
  }

  private static boolean says(ContainerRequestContext request) {
    List<String> protocols = request.getHeaders().get("X-Forwarded-Proto");
    List<String> forwarded = request.getHeaders().get("Forwarded");
    return (protocols != null && protocols.stream().anyMatch(PlainHttp::namesHttp))
        || (forwarded != null
            && forwarded.stream()
                .flatMap(line -> List.of(line.split("[,;]")).stream())
                .map(part -> part.strip().toLowerCase(Locale.ROOT))
                .anyMatch(part -> part.equals("proto=http") || part.equals("proto=\"http\"")));
  }

  private static boolean namesHttp(String line) {
    return List.of(line.split(",")).stream()
        .anyMatch(part -> part.strip().equalsIgnoreCase("http"));
  }
}
