package dev.belfry.result;

import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How time counts that is neither up nor down. Uptime is the share of the time that counts.
 *
 * @param degraded up unless said otherwise: it answered
 * @param unknown excluded unless said otherwise: nobody looked, so nobody knows
 * @param maintenance excluded unless said otherwise: it was announced
 * @param paused excluded unless said otherwise: nobody wanted to know
 */
@Schema(name = "UptimePolicy")
public record UptimePolicy(
    @NotNull Counting degraded,
    @NotNull Counting unknown,
    @NotNull Counting maintenance,
    @NotNull Counting paused) {
  public static final UptimePolicy DEFAULT =
      new UptimePolicy(Counting.UP, Counting.EXCLUDED, Counting.EXCLUDED, Counting.EXCLUDED);

  private static final double PERCENT = 100;
  private static final double DIGITS = 10_000;

  /** What a stretch of time is taken for. */
  public enum Counting {
    UP,
    DOWN,
    EXCLUDED
  }

  /** Milliseconds that count as up. */
  public long upMs(TimeSums sums) {
    return sums.upMs() + counted(sums, Counting.UP);
  }

  /** Milliseconds that count as down. */
  public long downMs(TimeSums sums) {
    return sums.downMs() + counted(sums, Counting.DOWN);
  }

  /**
   * Percent with four decimals, never rounded up: 100 is without any downtime. Null where nothing
   * counts.
   */
  public @Nullable Double uptime(TimeSums sums) {
    long up = upMs(sums);
    long total = up + downMs(sums);
    return total == 0 ? null : Math.floor(PERCENT * DIGITS * up / total) / DIGITS;
  }

  private long counted(TimeSums sums, Counting as) {
    return (degraded == as ? sums.degradedMs() : 0)
        + (unknown == as ? sums.unknownMs() : 0)
        + (maintenance == as ? sums.maintenanceMs() : 0)
        + (paused == as ? sums.pausedMs() : 0);
  }
}
