package dev.belfry.platform.wire;

import java.net.InetAddress;
import java.util.List;

/** Where a host may be reached. */
public sealed interface Route {
  /** Checked addresses without names, at least one: connect to these and to nothing else. */
  record Open(List<InetAddress> addresses) implements Route {}

  /** The guard says no; the message names host and address. */
  record Blocked(String message) implements Route {}

  /**
   * No address was found.
   *
   * @param late whether time ran out before an answer came
   */
  record Unresolved(String message, boolean late) implements Route {}
}
