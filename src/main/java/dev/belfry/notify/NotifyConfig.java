package dev.belfry.notify;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How news are sent. */
@ConfigMapping(prefix = "belfry.notify")
public interface NotifyConfig {
  /** How often due deliveries are looked for; most are sent at once, this is the safety net. */
  @WithDefault("1s")
  Duration poll();

  /**
   * For one attempt; Standard Webhooks advises 15 to 30 seconds. At most 25, since a lease lasts
   * 60.
   */
  @WithDefault("15s")
  @DurationMin(millis = 1)
  @DurationMax(seconds = 25)
  Duration timeout();

  /** How long the ledger keeps what was delivered. */
  @WithDefault("P30D")
  @DurationMin(days = 1)
  Duration keepDelivered();

  /** How long the ledger keeps what was given up, held or told in a digest. */
  @WithDefault("P90D")
  @DurationMin(days = 1)
  Duration keepFailed();
}
