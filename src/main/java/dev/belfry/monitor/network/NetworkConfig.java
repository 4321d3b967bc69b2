package dev.belfry.monitor.network;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** What Belfry knows to be there when its own network is. */
@ConfigMapping(prefix = "belfry.monitor.network")
interface NetworkConfig {
  /** Places as {@code host:port}, or https URLs; one that answers is enough. */
  Optional<List<String>> anchors();
}
