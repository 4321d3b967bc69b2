package dev.belfry.platform.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Names to addresses. May block; called on the pool of {@link Lookups}. */
@FunctionalInterface
interface Resolver {
  /** All addresses of the name, in the order in which they should be tried; never empty. */
  List<InetAddress> lookup(String host) throws UnknownHostException;

  /** The resolver of the JDK, which remembers positive answers for 30 seconds. */
  static Resolver ofJdk() {
    return host -> List.of(InetAddress.getAllByName(host));
  }
}
