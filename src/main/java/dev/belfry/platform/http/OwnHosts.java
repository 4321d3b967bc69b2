package dev.belfry.platform.http;

import java.util.Optional;

/** Host names under which something else than the API is to be found, and nothing besides. */
public interface OwnHosts {
  /**
   * Called for each request, on its event loop.
   *
   * @param host as the caller wrote it, without a port
   */
  boolean has(String host);

  /**
   * Where a path of such a host leads to, as a path of Belfry's own hosts.
   *
   * @param path as it came, without the query
   * @return empty where nothing is to be found
   */
  Optional<String> lead(String host, String path);
}
