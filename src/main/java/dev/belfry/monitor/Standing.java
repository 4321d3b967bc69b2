package dev.belfry.monitor;

import dev.belfry.monitor.standing.History;

/**
 * Where a monitor stands between two looks. What it is and what was told of it are two things: news
 * are held back while it flaps, while all its parents are down, and while it is muted.
 *
 * @param status as shown
 * @param alarm what was told
 * @param down what enough looks have said; stays through gaps of not knowing, as does {@code
 *     degraded}
 * @param degradedTold that was told and not yet taken back; while it is down or flaps, both wait
 * @param flapping changes too often for each change to be told
 * @param overdue nobody has looked for too long; the next look ends it
 */
public record Standing(
    MonitorStatus status,
    Alarm alarm,
    boolean down,
    boolean degraded,
    boolean degradedTold,
    boolean flapping,
    boolean overdue,
    History history) {
  static final Standing NEW = beginning(MonitorStatus.PENDING);
  static final Standing PAUSED = beginning(MonitorStatus.PAUSED);

  /** What was told last. */
  public enum Alarm {
    /** Nothing, or that it is up. */
    NONE,
    /** DOWN was told and not yet taken back. */
    RAISED,
    /** A person said that it is over, and it was not yet seen to be: the next look decides. */
    SILENCED
  }

  /** Nothing was seen yet, and nothing told. */
  public static Standing beginning(MonitorStatus status) {
    return new Standing(status, Alarm.NONE, false, false, false, false, false, History.NONE);
  }

  /** DOWN was told and not yet taken back. */
  public boolean alarmed() {
    return alarm == Alarm.RAISED;
  }

  /** It is down, and nobody is told because its parents are or because it is muted. */
  boolean suppressed() {
    return down && alarm == Alarm.NONE && !flapping;
  }

  /** Told to be degraded, unless it flaps. */
  boolean showsDegraded() {
    return degraded && !down;
  }

  /** The same but for what is only counted. */
  public boolean tellsTheSameAs(Standing other) {
    return with(other.history).equals(other);
  }

  private static final short DEGRADED_TOLD = 1;
  private static final short FLAPPING_TOLD = 2;
  private static final short OVERDUE_TOLD = 4;

  /** Besides the alarm, what is told of it while nothing is held back, as a number. */
  short told() {
    int bits =
        (degradedTold ? DEGRADED_TOLD : 0)
            | (flapping ? FLAPPING_TOLD : 0)
            | (overdue ? OVERDUE_TOLD : 0);
    return (short) bits;
  }

  /** The same, had only that become known of it. */
  Standing toldAs(short bits) {
    return new Standing(
        status,
        alarm,
        down,
        degraded,
        (bits & DEGRADED_TOLD) != 0,
        (bits & FLAPPING_TOLD) != 0,
        (bits & OVERDUE_TOLD) != 0,
        history);
  }

  /** It is down, and that is told now. */
  Standing raise() {
    return new Standing(
        status, Alarm.RAISED, down, degraded, degradedTold, flapping, overdue, history);
  }

  /** The alarm is taken back by a person: the next bad look raises it again. */
  Standing silence() {
    return alarmed()
        ? new Standing(
            status, Alarm.SILENCED, down, degraded, degradedTold, flapping, overdue, history)
        : this;
  }

  /** A look that found nothing out, or none when there should have been one. */
  Standing unknown(boolean late) {
    return new Standing(
        MonitorStatus.UNKNOWN, alarm, down, degraded, degradedTold, flapping, late, history);
  }

  private Standing with(History other) {
    return new Standing(status, alarm, down, degraded, degradedTold, flapping, overdue, other);
  }
}
