package dev.belfry.result;

/**
 * How long something was in each state, and how often it was looked at; sums of several add up.
 *
 * @param outages times that it went down
 * @param checks looks, of whatever verdict
 * @param failures looks that found it down
 */
public record TimeSums(
    long upMs,
    long degradedMs,
    long downMs,
    long unknownMs,
    long pausedMs,
    long maintenanceMs,
    long outages,
    long checks,
    long failures) {
  public static final TimeSums NONE = new TimeSums(0, 0, 0, 0, 0, 0, 0, 0, 0);

  public TimeSums plus(TimeSums other) {
    return new TimeSums(
        upMs + other.upMs,
        degradedMs + other.degradedMs,
        downMs + other.downMs,
        unknownMs + other.unknownMs,
        pausedMs + other.pausedMs,
        maintenanceMs + other.maintenanceMs,
        outages + other.outages,
        checks + other.checks,
        failures + other.failures);
  }
}
