package dev.belfry.monitor;

import dev.belfry.check.Look;
import dev.belfry.check.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * When looks become a state: so many bad ones in a row are DOWN, so many good ones are UP again.
 *
 * @param degradedMs a good look that took longer is DEGRADED; null for never. A look may say by
 *     itself that it is DEGRADED
 */
public record Thresholds(int confirmDown, int confirmUp, @Nullable Integer degradedMs) {

  public Standing after(Standing before, Verdict verdict, int latencyMs) {
    return switch (verdict) {
      case UP -> good(before, slow(latencyMs));
      case DEGRADED -> good(before, true);
      case DOWN -> bad(before);
      case UNKNOWN ->
          before.silenced()
              ? before
              : new Standing(
                  MonitorStatus.UNKNOWN, before.alarmed(), before.failures(), before.successes());
    };
  }

  /** The look as it counts: one that was good and too slow is DEGRADED, and says so. */
  public Look counted(Look look) {
    return look.verdict() == Verdict.UP && slow(look.latencyMs())
        ? new Look(
            Verdict.DEGRADED,
            look.latencyMs(),
            "slow",
            look.message() + " in " + look.latencyMs() + " ms, slower than " + degradedMs + " ms",
            look.phases(),
            look.expiresAt())
        : look;
  }

  private Standing good(Standing before, boolean degraded) {
    int successes = counted(before.successes());
    if ((before.alarmed() || before.silenced()) && successes < confirmUp) {
      return new Standing(MonitorStatus.DOWN, before.alarmed(), 0, successes);
    }
    return new Standing(degraded ? MonitorStatus.DEGRADED : MonitorStatus.UP, false, 0, successes);
  }

  private boolean slow(int latencyMs) {
    return degradedMs != null && latencyMs > degradedMs;
  }

  private Standing bad(Standing before) {
    int failures = counted(before.failures());
    if (before.alarmed() || before.silenced() || failures >= confirmDown) {
      return new Standing(MonitorStatus.DOWN, true, failures, 0);
    }
    return new Standing(before.status(), false, failures, 0);
  }

  private static int counted(int before) {
    return before == Integer.MAX_VALUE ? before : before + 1;
  }
}
