package dev.belfry.account;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an account may have, from the least to the most. A lower plan takes nothing away that is
 * there.
 */
public enum Plan {
  FREE(10, 50, 2, 0, 100L, 24, 30),
  STARTER(10, 500, 10, 0, 1_000L, 48, 90),
  PROFESSIONAL(50, 5_000, 50, 5, 10_000L, 48, 90),
  BUSINESS(200, 50_000, 200, 50, 50_000L, 72, 180),
  ENTERPRISE(100_000, 1_000_000, 10_000, 10_000, null, 96, 400);

  /**
   * How long history is kept; sums by day are kept for ever.
   *
   * @param raw every single look
   * @param hourly sums by hour
   */
  public record Retention(Duration raw, Duration hourly) {}

  private final long keys;
  private final long monitors;
  private final long webhooks;
  private final long accounts;
  private final @Nullable Long callsPerHour;
  private final int rawHours;
  private final int hourlyDays;

  Plan(
      long keys,
      long monitors,
      long webhooks,
      long accounts,
      @Nullable Long callsPerHour,
      int rawHours,
      int hourlyDays) {
    this.keys = keys;
    this.monitors = monitors;
    this.webhooks = webhooks;
    this.accounts = accounts;
    this.callsPerHour = callsPerHour;
    this.rawHours = rawHours;
    this.hourlyDays = hourlyDays;
  }

  public Retention retention() {
    return new Retention(Duration.ofHours(rawHours), Duration.ofDays(hourlyDays));
  }

  /** How many of what is counted; as many channels as webhooks. */
  Map<String, Long> quantities() {
    return Map.of(
        "keys",
        keys,
        "monitors",
        monitors,
        "webhooks",
        webhooks,
        "channels",
        webhooks,
        "accounts",
        accounts);
  }

  /** Calls by key in an hour of the clock; null is no limit. */
  @Nullable Long callsPerHour() {
    return callsPerHour;
  }

  public boolean isAbove(Plan other) {
    return compareTo(other) > 0;
  }
}
