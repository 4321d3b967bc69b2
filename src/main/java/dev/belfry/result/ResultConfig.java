package dev.belfry.result;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long results are kept. */
@ConfigMapping(prefix = "belfry.result")
interface ResultConfig {
  /** Every single look; after two days only its sums are asked for. */
  @WithDefault("PT48H")
  Duration keepRaw();
}
