package dev.belfry.alerting.summary;

import dev.belfry.monitor.directory.MonitorDirectory;
import dev.belfry.result.TimeSums;
import dev.belfry.result.UptimePolicy;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a summary tells: the {@code data} of its message.
 *
 * @param until the last day
 * @param monitors of which anything is known
 * @param uptime of all together, in percent; null where nothing counts
 * @param worst those with the most downtime, the worst first
 */
@RegisterForReflection
record WeekInReview(
    LocalDate from,
    LocalDate until,
    String timeZone,
    int monitors,
    @Nullable Double uptime,
    long outages,
    long downSeconds,
    List<Line> worst) {
  private static final int MOST_LINES = 10;
  private static final int MILLIS = 1_000;

  /** One monitor's week. */
  @RegisterForReflection
  record Line(String name, @Nullable Double uptime, long outages, long downSeconds) {}

  private record Known(MonitorDirectory.Entry monitor, TimeSums sums) {}

  /**
   * @param sums by the id of the monitor; what is missing there was not looked at
   * @return empty when nothing was looked at
   */
  static Optional<WeekInReview> of(
      SummaryPlan.Week week,
      List<MonitorDirectory.Entry> monitors,
      Map<?, TimeSums> sums,
      UptimePolicy policy) {
    List<Known> known =
        monitors.stream()
            .filter(monitor -> sums.containsKey(monitor.id()))
            .map(monitor -> new Known(monitor, sums.getOrDefault(monitor.id(), TimeSums.NONE)))
            .toList();
    if (known.isEmpty()) {
      return Optional.empty();
    }
    TimeSums together = known.stream().map(Known::sums).reduce(TimeSums.NONE, TimeSums::plus);
    Function<TimeSums, Long> seconds = sum -> policy.downMs(sum) / MILLIS;
    List<Line> worst =
        known.stream()
            .filter(one -> policy.downMs(one.sums()) > 0)
            .sorted(
                Comparator.<Known>comparingLong(one -> policy.downMs(one.sums()))
                    .reversed()
                    .thenComparing(one -> one.monitor().name()))
            .limit(MOST_LINES)
            .map(
                one ->
                    new Line(
                        one.monitor().name(),
                        policy.uptime(one.sums()),
                        one.sums().outages(),
                        seconds.apply(one.sums())))
            .toList();
    return Optional.of(
        new WeekInReview(
            week.from(),
            week.until().minusDays(1),
            week.zone().getId(),
            known.size(),
            policy.uptime(together),
            together.outages(),
            seconds.apply(together),
            worst));
  }
}
