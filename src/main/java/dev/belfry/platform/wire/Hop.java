package dev.belfry.platform.wire;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request on the way along redirects; the URI is in the normal form of {@link WireUrl}. */
@SuppressWarnings("ArrayRecordComponent")
record Hop(String method, URI uri, Map<String, String> headers, byte @Nullable [] body) {
  boolean secure() {
    return "https".equals(uri.getScheme());
  }

  int port() {
    return WireUrl.port(uri);
  }

  String host() {
    return WireUrl.plainHost(uri);
  }

  /** Path and query, as on the request line. */
  String target() {
    return uri.getRawQuery() == null
        ? uri.getRawPath()
        : uri.getRawPath() + "?" + uri.getRawQuery();
  }

  boolean sameOrigin(Hop other) {
    return secure() == other.secure() && port() == other.port() && host().equals(other.host());
  }
}
