package dev.belfry.result;

import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorService;
import dev.belfry.platform.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Hours and days of one monitor. */
@ApplicationScoped
class StatsService {
  private final MonitorService monitors;
  private final Histories histories;
  private final Uptimes uptimes;
  private final UptimePolicies policies;
  private final InstantSource clock;

  StatsService(
      MonitorService monitors,
      Histories histories,
      Uptimes uptimes,
      UptimePolicies policies,
      InstantSource clock) {
    this.monitors = monitors;
    this.histories = histories;
    this.uptimes = uptimes;
    this.policies = policies;
    this.clock = clock;
  }

  /** How long one entry is, how many there are unless said otherwise, and how many at most. */
  enum Interval {
    HOUR(Duration.ofHours(1), 24, 31 * 24),
    DAY(Duration.ofDays(1), 30, 366);

    private final Duration length;
    private final int usual;
    private final int most;

    Interval(Duration length, int usual, int most) {
      this.length = length;
      this.usual = usual;
      this.most = most;
    }

    private Instant floor(Instant at) {
      return this == HOUR ? Hours.of(at) : Hours.day(at);
    }

    private Instant ceiling(Instant at) {
      return this == HOUR ? Hours.from(at) : Hours.dayFrom(at);
    }
  }

  /**
   * @throws Problem 400 when the span holds more hours or days than are given at once
   */
  @Transactional
  StatsView stats(MonitorId monitor, Interval interval, Span span, PolicyQuery asked) {
    monitors.requireVisible(monitor);
    Instant edge = uptimes.edge();
    Instant end = interval.ceiling(clock.instant());
    Instant known = interval.floor(edge.minusNanos(1)).plus(interval.length);
    Instant to = span.to() == null ? known : interval.ceiling(span.to());
    Instant from =
        span.from() == null
            ? to.minus(interval.length.multipliedBy(interval.usual))
            : interval.floor(span.from());
    if (Duration.between(from, to).dividedBy(interval.length) > interval.most) {
      throw Problem.parameter(
          "from", "must be at most " + interval.most + " " + plural(interval) + " before to");
    }
    Instant until = to.isBefore(end) ? to : end;
    UptimePolicy policy = asked.over(policies.current());
    Map<Instant, Sum> sums =
        interval == Interval.HOUR
            ? byBegin(histories.hours(monitor, from, until))
            : days(monitor, from, until, edge);
    Instant last = until.isBefore(known) ? until : known;
    List<StatsView.Entry> entries =
        Stream.iterate(from, at -> at.isBefore(last), at -> at.plus(interval.length))
            .map(at -> StatsView.Entry.of(at, sums.get(at), policy))
            .toList();
    return new StatsView(interval, from, to, policy, entries);
  }

  private static String plural(Interval interval) {
    return interval == Interval.HOUR ? "hours" : "days";
  }

  private static Map<Instant, Sum> byBegin(List<Sum> sums) {
    Map<Instant, Sum> found = new HashMap<>();
    sums.forEach(sum -> found.merge(sum.at(), sum, Sum::plus));
    return found;
  }

  /** The last two are added up here: a day is summed up only when it is over. */
  private Map<Instant, Sum> days(MonitorId monitor, Instant from, Instant to, Instant edge) {
    Instant whole = Hours.day(edge.minus(Duration.ofDays(1)));
    Instant split = whole.isBefore(from) ? from : whole;
    return byBegin(
        Stream.concat(
                histories.days(monitor, from, split.isBefore(to) ? split : to).stream(),
                histories.hours(monitor, split, to).stream()
                    .map(sum -> sum.at(Hours.day(sum.at()))))
            .toList());
  }
}
