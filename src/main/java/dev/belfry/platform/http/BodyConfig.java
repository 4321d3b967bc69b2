package dev.belfry.platform.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** What the bodies of requests may take. */
@ConfigMapping(prefix = "belfry.http")
interface BodyConfig {
  /** All bodies at one moment; unset: a quarter of the memory that Java may take. */
  Optional<MemorySize> bodiesInFlight();

  /** How long one body may take to come in; its connection is closed then. */
  @WithDefault("2M")
  Duration bodyTimeout();
}
