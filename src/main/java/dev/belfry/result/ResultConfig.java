package dev.belfry.result;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long results are kept. */
@ConfigMapping(prefix = "belfry.result")
interface ResultConfig {
  /**
   * Every single look, whatever a plan allows: at 100,000 monitors a minute a day of them takes
   * about 24 GB.
   */
  @WithDefault("PT96H")
  Duration keepRaw();

  /** How long after its end an hour is summed up: what comes later costs a second time. */
  @WithDefault("PT2M")
  Duration settle();

  /** When monitors changed their state, for the outages of reports: thirteen months and more. */
  @WithDefault("P400D")
  Duration keepPeriods();
}
