package dev.belfry.result.report;

import dev.belfry.result.TimeSums;
import dev.belfry.result.UptimePolicy;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How monitors did in a month.
 *
 * @param month such as {@code 2030-01}
 * @param from its beginning in the time zone
 * @param to its end in the time zone, or now
 * @param generatedAt when it was made
 * @param target percent of uptime that was asked about; null where none was
 * @param data by name
 * @param together all monitors, each once
 */
@Schema(name = "UptimeReport")
record ReportView(
    String month,
    String timeZone,
    Instant from,
    Instant to,
    Instant generatedAt,
    ReportService.GroupBy groupBy,
    UptimePolicy policy,
    @Nullable Double target,
    List<Row> data,
    Row together) {
  /**
   * A monitor, or those with a tag or in a category.
   *
   * @param id of the monitor or the category; null for tags and for those without one
   * @param name of the monitor, the tag, or the category; null for monitors without one
   * @param monitors how many
   * @param uptime percent of the time that counts; null where nothing is known
   * @param met whether that is at least the target; null without a target, and where nothing is
   *     known
   * @param upSeconds time that counts as up by the policy
   * @param downSeconds time that counts as down by the policy
   * @param unknownSeconds time in which nobody knows, whatever the policy says of it
   * @param maintenanceSeconds time of announced work
   * @param pausedSeconds time in which nobody was to look
   * @param degradedSeconds time in which it answered, but not well; a part of one of the first two
   * @param outages how often one of them went down
   * @param longestOutageSeconds the longest time that one of them was down; null where none was
   * @param checks how often they were looked at
   * @param failures how often they were found down
   */
  @Schema(name = "UptimeReportRow")
  record Row(
      @Nullable String id,
      @Nullable String name,
      long monitors,
      @Nullable Double uptime,
      @Nullable Boolean met,
      long upSeconds,
      long downSeconds,
      long unknownSeconds,
      long maintenanceSeconds,
      long pausedSeconds,
      long degradedSeconds,
      long outages,
      @Nullable Long longestOutageSeconds,
      long checks,
      long failures) {
    private static final long MILLIS = 1_000;

    private static @Nullable Boolean met(@Nullable Double uptime, @Nullable Double target) {
      if (uptime == null || target == null) {
        return null;
      }
      return uptime >= target;
    }

    static Row of(Group group, TimeSums sums, @Nullable Long longestMs, Rule rule) {
      UptimePolicy policy = rule.policy();
      Double uptime = policy.uptime(sums);
      return new Row(
          group.id(),
          group.name(),
          group.monitors(),
          uptime,
          met(uptime, rule.target()),
          policy.upMs(sums) / MILLIS,
          policy.downMs(sums) / MILLIS,
          sums.unknownMs() / MILLIS,
          sums.maintenanceMs() / MILLIS,
          sums.pausedMs() / MILLIS,
          sums.degradedMs() / MILLIS,
          sums.outages(),
          longestMs == null ? null : longestMs / MILLIS,
          sums.checks(),
          sums.failures());
    }
  }

  /** What a row is about. */
  record Group(@Nullable String id, @Nullable String name, long monitors) {}

  /** How time counts, and how much of it has to be up. */
  record Rule(UptimePolicy policy, @Nullable Double target) {}
}
