package dev.belfry.result;

import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorService;
import dev.belfry.platform.problem.Problem;
import dev.belfry.result.Bands.Piece;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Hours and days of one monitor. */
@ApplicationScoped
class StatsService {
  /** What is older is shown when it is summed up: its looks may be gone. */
  private static final Duration MOST_UNSUMMED = Duration.ofHours(23);

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
    Instant now = clock.instant();
    Instant begun = interval.ceiling(now);
    Instant to = span.to() == null ? begun : interval.ceiling(span.to());
    Instant from =
        span.from() == null
            ? to.minus(interval.length.multipliedBy(interval.usual))
            : interval.floor(span.from());
    if (Duration.between(from, to).dividedBy(interval.length) > interval.most) {
      throw Problem.parameter(
          "from", "must be at most " + interval.most + " " + plural(interval) + " before to");
    }
    Instant until = Hours.earlier(to, begun);
    UptimePolicy policy = asked.over(policies.current());
    Map<Instant, Sum> sums = sums(monitor, interval, new Piece(0, from, until), now);
    List<StatsView.Entry> entries =
        Stream.iterate(from, at -> at.isBefore(until), at -> at.plus(interval.length))
            .map(
                at ->
                    StatsView.Entry.of(
                        at, at.plus(interval.length).isAfter(now), sums.get(at), policy))
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

  /** Days of which not all is summed up are added up here. */
  private Map<Instant, Sum> sums(MonitorId monitor, Interval interval, Piece of, Instant now) {
    Bands.Edge edge = uptimes.edge();
    if (interval == Interval.HOUR) {
      return byBegin(hours(monitor, of, edge.hours(), now));
    }
    Instant split = Hours.later(of.from(), edge.days());
    return byBegin(
        Stream.concat(
                histories.days(monitor, of.from(), Hours.earlier(split, of.to())).stream(),
                hours(monitor, new Piece(0, split, of.to()), edge.hours(), now).stream()
                    .map(sum -> sum.at(Hours.day(sum.at()))))
            .toList());
  }

  /** Those that are not summed up yet are added up from their looks. */
  private List<Sum> hours(MonitorId monitor, Piece of, Instant edge, Instant now) {
    List<Sum> summed = histories.hours(monitor, of.from(), of.to());
    Set<Instant> known = summed.stream().map(Sum::at).collect(Collectors.toSet());
    Instant back = Hours.of(now).minus(MOST_UNSUMMED);
    List<Instant> open =
        Stream.iterate(
                Hours.later(of.from(), Hours.later(edge, back)),
                at -> at.isBefore(of.to()) && at.isBefore(now),
                at -> at.plus(Interval.HOUR.length))
            .filter(at -> !known.contains(at))
            .toList();
    return Stream.concat(summed.stream(), histories.untilNow(monitor, open, now).stream()).toList();
  }
}
