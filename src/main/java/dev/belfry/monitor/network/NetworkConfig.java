package dev.belfry.monitor.network;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** What Belfry knows to be there when its own network is. */
@ConfigMapping(prefix = "belfry.monitor.network")
interface NetworkConfig {
  /** Places as {@code host:port}, or https URLs; one that answers is enough. */
  Optional<List<String>> anchors();

  /**
   * Whether looks are UNKNOWN while most hosts begin to fail at once, where no anchors are there to
   * be asked.
   */
  @WithDefault("true")
  boolean doubtMassFailure();
}
