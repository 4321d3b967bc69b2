package dev.belfry.monitor;

/**
 * Where a monitor stands between two looks.
 *
 * @param alarmed DOWN was said and not yet taken back
 * @param failures bad looks in a row
 * @param successes good looks in a row
 */
public record Standing(MonitorStatus status, boolean alarmed, int failures, int successes) {
  static final Standing NEW = new Standing(MonitorStatus.PENDING, false, 0, 0);
  static final Standing PAUSED = new Standing(MonitorStatus.PAUSED, false, 0, 0);
}
