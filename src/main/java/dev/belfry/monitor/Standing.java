package dev.belfry.monitor;

/**
 * Where a monitor stands between two looks.
 *
 * @param alarmed DOWN was said and not yet taken back; false with the status DOWN means that
 *     somebody resolved the incident by hand, and that the next look decides
 * @param failures bad looks in a row
 * @param successes good looks in a row
 */
public record Standing(MonitorStatus status, boolean alarmed, int failures, int successes) {
  static final Standing NEW = new Standing(MonitorStatus.PENDING, false, 0, 0);
  static final Standing PAUSED = new Standing(MonitorStatus.PAUSED, false, 0, 0);

  /** Told that it is over, and not yet seen to be. */
  boolean silenced() {
    return status == MonitorStatus.DOWN && !alarmed;
  }

  /** Whether its news so far end with DOWN. */
  boolean isDown() {
    return alarmed || silenced();
  }

  /** The alarm is taken back by a person: the next bad look raises it again. */
  Standing silence() {
    return alarmed ? new Standing(MonitorStatus.DOWN, false, failures, successes) : this;
  }
}
