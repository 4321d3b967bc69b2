package dev.belfry.platform.http;

import io.quarkus.arc.All;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How large the body of a request may be, by its path; in bytes. */
@ApplicationScoped
class BodySizes {
  private static final long LARGEST_BODY = 1 << 20;
  private static final String LENGTH = "Content-Length";

  private final long largestOfAll;
  private final Set<String> large;
  private final Map<String, Long> small;

  BodySizes(
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largestOfAll,
      @All List<LargeBody> large,
      @All List<SmallBody> small) {
    this.largestOfAll = largestOfAll.asLongValue();
    this.large = large.stream().map(LargeBody::path).collect(Collectors.toSet());
    this.small = small.stream().collect(Collectors.toMap(SmallBody::prefix, SmallBody::largest));
  }

  /** Whether a body is announced (RFC 9112, section 6.3). */
  static boolean hasBody(HttpServerRequest request) {
    return request.headers().contains(LENGTH) || Framing.isChunked(request);
  }

  long largest(HttpServerRequest request) {
    String path = request.path();
    if (path == null) {
      return LARGEST_BODY;
    }
    if (large.contains(path)) {
      return largestOfAll;
    }
    for (Map.Entry<String, Long> one : small.entrySet()) {
      if (path.startsWith(one.getKey())) {
        return one.getValue();
      }
    }
    return LARGEST_BODY;
  }

  /** What is announced is too large; what is not is counted while it is read. */
  static boolean isTooLarge(HttpServerRequest request, long largest) {
    String length = request.getHeader(LENGTH);
    try {
      return length != null && Long.parseLong(length) > largest;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
