package dev.belfry.result;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How a monitor did, hour by hour or day by day of UTC.
 *
 * @param data oldest first; every hour or day of the span that has begun, also where nothing is
 *     known
 */
@Schema(name = "Stats")
record StatsView(
    StatsService.Interval interval,
    Instant from,
    Instant to,
    UptimePolicy policy,
    List<Entry> data) {
  /**
   * One hour or day.
   *
   * @param running it is not over: the figures are those until now
   * @param uptime percent of the time that counts; null where nothing is known
   * @param checks how often it was looked at
   * @param failures how often it was found down
   * @param downSeconds how long it was down
   * @param unknownSeconds how long nobody knows how it was
   * @param outages how often it went down
   * @param latencyMs of good looks; null where there were none
   */
  @Schema(name = "StatsEntry")
  record Entry(
      Instant from,
      boolean running,
      @Nullable Double uptime,
      long checks,
      long failures,
      long downSeconds,
      long unknownSeconds,
      long outages,
      @Nullable Latencies latencyMs) {
    private static final long MILLIS = 1_000;

    static Entry of(Instant from, boolean running, @Nullable Sum sum, UptimePolicy policy) {
      TimeSums time = sum == null ? TimeSums.NONE : sum.time();
      return new Entry(
          from,
          running,
          policy.uptime(time),
          time.checks(),
          time.failures(),
          time.downMs() / MILLIS,
          time.unknownMs() / MILLIS,
          time.outages(),
          sum == null ? null : Latencies.of(sum.answers()));
    }
  }

  /**
   * Milliseconds. Mean, min and max are exact; p50, p95 and p99 come from buckets and are wrong by
   * at most 3.2 %.
   */
  @Schema(name = "Latencies")
  record Latencies(
      double mean,
      @Nullable Integer min,
      @Nullable Integer max,
      @Nullable Integer p50,
      @Nullable Integer p95,
      @Nullable Integer p99) {
    private static final double TENTHS = 10;

    static @Nullable Latencies of(Sum.Answers answers) {
      return answers.number() == 0
          ? null
          : new Latencies(
              Math.round(TENTHS * answers.sum() / answers.number()) / TENTHS,
              answers.least(),
              answers.most(),
              quantile(answers, 0.5),
              quantile(answers, 0.95),
              quantile(answers, 0.99));
    }

    private static @Nullable Integer quantile(Sum.Answers answers, double share) {
      Integer found = Latency.quantile(answers.counts(), share);
      return found == null || answers.least() == null || answers.most() == null
          ? null
          : (Integer) Math.clamp(found, answers.least(), answers.most());
    }
  }
}
