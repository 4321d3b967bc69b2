package dev.belfry.access.sso;

import java.net.URI;
import java.util.Set;

/** What an address of the provider, or our own for browsers, must look like. */
final class ProviderUrl {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private ProviderUrl() {}

  /** https, or http where nothing leaves the machine; no user info and no fragment. */
  static boolean isSafe(URI uri) {
    String host = uri.getHost();
    return host != null
        && uri.getRawUserInfo() == null
        && uri.getRawFragment() == null
        && ("https".equals(uri.getScheme())
            || ("http".equals(uri.getScheme()) && LOOPBACK.contains(host)));
  }
}
