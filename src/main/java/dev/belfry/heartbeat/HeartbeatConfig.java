package dev.belfry.heartbeat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** What heartbeats take and keep. */
@ConfigMapping(prefix = "belfry.heartbeat")
interface HeartbeatConfig {
  /** Pings of one heartbeat; a job that logs each step sends a few in a second, not hundreds. */
  @WithDefault("300")
  int pingsPerMinute();

  /** The last so many pings of each; as many as people look back through. */
  @WithDefault("1000")
  int keepPings();

  /** No ping and no run longer than that, however few there are. */
  @WithDefault("P90D")
  Duration keep();

  /** Where jobs reach Belfry; unset: as whoever reads the URL of a heartbeat does. */
  Optional<String> publicUrl();
}
