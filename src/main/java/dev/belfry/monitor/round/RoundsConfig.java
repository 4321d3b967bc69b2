package dev.belfry.monitor.round;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** How much is looked at, at the same time. */
@ConfigMapping(prefix = "belfry.monitor")
interface RoundsConfig {
  /** From the claim until the result is stored; what is due beyond it waits. */
  @WithDefault("20000")
  @Min(1)
  @Max(90_000)
  int looksAtOnce();

  /** Looks at one host, so that nobody is overrun by those who watch him. */
  @WithDefault("32")
  @Min(1)
  int looksPerHost();

  /** How many start within a second, however many are due. */
  @WithDefault("5000")
  @Min(1)
  @Max(1_000_000)
  int looksPerSecond();
}
