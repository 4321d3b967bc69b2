package dev.belfry.platform.http;

/** Host names under which something else than the API is to be found. */
public interface OwnHosts {
  /**
   * Called for each request to the first page, on its event loop.
   *
   * @param host in lower case, without a port
   */
  boolean has(String host);
}
