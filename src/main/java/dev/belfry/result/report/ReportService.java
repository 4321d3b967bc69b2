package dev.belfry.result.report;

import dev.belfry.account.category.Categories;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.directory.MonitorDirectory;
import dev.belfry.platform.page.Page;
import dev.belfry.platform.page.PageRequest;
import dev.belfry.platform.problem.Problem;
import dev.belfry.result.Expiries;
import dev.belfry.result.PolicyQuery;
import dev.belfry.result.TimeSums;
import dev.belfry.result.UptimePolicies;
import dev.belfry.result.UptimePolicy;
import dev.belfry.result.Uptimes;
import dev.belfry.result.report.ReportView.Group;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reports over many monitors. */
@ApplicationScoped
@Transactional
class ReportService {
  private static final int MOST = 10_000;
  private static final int MOST_DAYS = 3_650;
  private static final Comparator<@Nullable String> NAMES =
      Comparator.nullsLast(String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.naturalOrder()));

  private final MonitorDirectory monitors;
  private final Categories categories;
  private final Uptimes uptimes;
  private final UptimePolicies policies;
  private final Expiries expiries;
  private final InstantSource clock;

  ReportService(
      MonitorDirectory monitors,
      Categories categories,
      Uptimes uptimes,
      UptimePolicies policies,
      Expiries expiries,
      InstantSource clock) {
    this.monitors = monitors;
    this.categories = categories;
    this.uptimes = uptimes;
    this.policies = policies;
    this.expiries = expiries;
    this.clock = clock;
  }

  /** What a row of the report is. */
  enum GroupBy {
    MONITOR,
    TAG,
    CATEGORY
  }

  private record Facts(
      Map<MonitorId, TimeSums> sums,
      Map<MonitorId, Long> longest,
      UptimePolicy policy,
      @Nullable Double target) {
    ReportView.Row row(Group group, List<MonitorDirectory.Entry> of) {
      TimeSums sum =
          of.stream()
              .map(one -> sums.getOrDefault(one.id(), TimeSums.NONE))
              .reduce(TimeSums.NONE, TimeSums::plus);
      Long most =
          of.stream()
              .map(one -> longest(one.id()))
              .filter(Objects::nonNull)
              .max(Comparator.naturalOrder())
              .orElse(null);
      return ReportView.Row.of(group, sum, most, new ReportView.Rule(policy, target));
    }

    /** Time in which nobody looked belongs to a period, and not to the time down. */
    private @Nullable Long longest(MonitorId monitor) {
      Long found = longest.get(monitor);
      long down = sums.getOrDefault(monitor, TimeSums.NONE).downMs();
      return found == null || down == 0 ? null : (Long) Math.min(found, down);
    }
  }

  ReportView uptime(MonitorDirectory.Choice choice, Asked asked, GroupBy by, PolicyQuery counting) {
    Month month = asked.month();
    Double target = asked.target();
    UptimePolicy policy = counting.over(policies.current());
    List<MonitorDirectory.Entry> all = monitors.find(choice, MOST);
    List<MonitorId> ids = all.stream().map(MonitorDirectory.Entry::id).toList();
    Instant now = clock.instant();
    Instant to = month.end().isBefore(now) ? month.end() : now;
    boolean begun = month.begin().isBefore(now);
    Facts facts =
        new Facts(
            begun ? uptimes.of(ids, month.begin(), to) : Map.of(),
            begun ? uptimes.longestOutages(ids, month.begin(), to) : Map.of(),
            policy,
            target);
    return new ReportView(
        month.month().toString(),
        month.zoneText(),
        month.begin(),
        begun ? to : month.begin(),
        now,
        by,
        policy,
        target,
        rows(all, by, facts),
        facts.row(new Group(null, null, all.size()), all));
  }

  private List<ReportView.Row> rows(List<MonitorDirectory.Entry> all, GroupBy by, Facts facts) {
    return switch (by) {
      case MONITOR ->
          all.stream()
              .map(one -> facts.row(new Group(one.id().text(), one.name(), 1), List.of(one)))
              .toList();
      case TAG -> byTag(all, facts);
      case CATEGORY -> byCategory(all, facts);
    };
  }

  private static List<ReportView.Row> byTag(List<MonitorDirectory.Entry> all, Facts facts) {
    Map<String, List<MonitorDirectory.Entry>> tagged = new TreeMap<>(NAMES);
    for (MonitorDirectory.Entry one : all) {
      Stream<@Nullable String> tags =
          one.tags().isEmpty() ? Stream.of((String) null) : one.tags().stream();
      tags.forEach(
          tag -> tagged.computeIfAbsent(tag, none -> new java.util.ArrayList<>()).add(one));
    }
    return tagged.entrySet().stream()
        .map(
            entry ->
                facts.row(
                    new Group(null, entry.getKey(), entry.getValue().size()), entry.getValue()))
        .toList();
  }

  private List<ReportView.Row> byCategory(List<MonitorDirectory.Entry> all, Facts facts) {
    Map<String, List<MonitorDirectory.Entry>> in =
        all.stream()
            .collect(
                Collectors.groupingBy(one -> one.category() == null ? "" : one.category().text()));
    Map<String, String> names =
        categories
            .names(
                all.stream()
                    .map(MonitorDirectory.Entry::category)
                    .filter(Objects::nonNull)
                    .collect(Collectors.toSet()))
            .entrySet()
            .stream()
            .collect(Collectors.toMap(entry -> entry.getKey().text(), Map.Entry::getValue));
    return in.entrySet().stream()
        .map(
            entry ->
                facts.row(
                    new Group(
                        entry.getKey().isEmpty() ? null : entry.getKey(),
                        names.get(entry.getKey()),
                        entry.getValue().size()),
                    entry.getValue()))
        .sorted(Comparator.comparing(ReportView.Row::name, NAMES))
        .toList();
  }

  /** Certificates and domains that end within so many days, or have ended. */
  Page<ExpiringView> expiring(int withinDays, PageRequest page) {
    if (withinDays < 0 || withinDays > MOST_DAYS) {
      throw Problem.parameter("within_days", "must be from 0 to " + MOST_DAYS);
    }
    Instant now = clock.instant();
    return expiries
        .until(now.plus(Duration.ofDays(withinDays)), page)
        .map(ending -> ExpiringView.of(ending, now));
  }
}
