package dev.belfry.notify;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How news are sent. */
@ConfigMapping(prefix = "belfry.notify")
public interface NotifyConfig {
  /** How often due deliveries are looked for; most are sent at once, this is the safety net. */
  @WithDefault("1s")
  Duration poll();

  /** For one attempt altogether; Standard Webhooks advises 15 to 30 seconds. At most 30. */
  @WithDefault("15s")
  Duration timeout();
}
