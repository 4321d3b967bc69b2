package dev.belfry.monitor;

import dev.belfry.check.Look;
import dev.belfry.check.Verdict;
import dev.belfry.monitor.Standing.Alarm;
import dev.belfry.monitor.standing.Enough;
import dev.belfry.monitor.standing.Flapping;
import dev.belfry.monitor.standing.History;
import org.jspecify.annotations.Nullable;

/**
 * When looks become a state: enough bad ones are DOWN, enough good ones are UP again, by the same
 * rule. A look that speaks against the state and is not enough leaves the status as it is.
 *
 * @param degradedMs a good look that took longer is slow; null for never. A look may say by itself
 *     that it is DEGRADED, and is slow too
 * @param degraded how many slow ones are DEGRADED, and how many others are not any more
 * @param flapping null for never
 */
public record Thresholds(
    Enough down,
    Enough up,
    @Nullable Integer degradedMs,
    Enough degraded,
    @Nullable Flapping flapping) {

  /** The plainest: so many in a row, one slow look is DEGRADED, and nothing flaps. */
  public static Thresholds inARow(int down, int up, @Nullable Integer degradedMs) {
    return new Thresholds(
        Enough.of(down, null), Enough.of(up, null), degradedMs, Enough.of(1, null), null);
  }

  /**
   * @param held whether an alarm is not to be raised now, since all parents are down; one that was
   *     raised stays, and ends when it is over
   */
  public Standing after(Standing before, Verdict verdict, int latencyMs, boolean held) {
    return switch (verdict) {
      case UP -> seen(before, false, slow(latencyMs), held);
      case DEGRADED -> seen(before, false, true, held);
      case DOWN -> seen(before, true, false, held);
      case UNKNOWN -> before.unknown(false);
    };
  }

  /** Whether looks speak against the state and are not yet enough: look again sooner. */
  public boolean doubts(Standing standing) {
    return standing.history().doubts(against(standing));
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

  private Standing seen(Standing before, boolean bad, boolean slow, boolean held) {
    boolean against = bad != before.down();
    History history = before.history().look(against);
    boolean turns = against && history.against(against(before));
    boolean down = turns != before.down();
    history = bad ? history : history.level(slow != before.degraded());
    boolean shifts = !bad && !down && history.againstLevel(degraded);
    boolean isSlow = !down && shifts != before.degraded();
    history = shifts ? history.levelled() : history;
    history = history.changed(turns);
    boolean flaps = flapping != null && flapping.after(before.flapping(), history);
    return new Standing(
        against && !turns ? before.status() : status(down, isSlow),
        flaps ? before.alarm() : alarm(before, down, bad, held),
        down,
        isSlow,
        (down || flaps) ? before.degradedTold() : isSlow,
        flaps,
        false,
        history);
  }

  /** At the end of flapping what was held back is told, whatever this look said. */
  private static Alarm alarm(Standing before, boolean down, boolean bad, boolean held) {
    if (!down) {
      return Alarm.NONE;
    }
    return (bad || before.flapping()) && !held ? Alarm.RAISED : before.alarm();
  }

  private static MonitorStatus status(boolean down, boolean slow) {
    if (down) {
      return MonitorStatus.DOWN;
    }
    return slow ? MonitorStatus.DEGRADED : MonitorStatus.UP;
  }

  private Enough against(Standing standing) {
    return standing.down() ? up : down;
  }

  private boolean slow(int latencyMs) {
    return degradedMs != null && latencyMs > degradedMs;
  }
}
