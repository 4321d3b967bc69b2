package dev.belfry.incident.report;

import dev.belfry.access.Access;
import dev.belfry.access.grant.ReachCondition;
import dev.belfry.access.grant.Scope;
import dev.belfry.account.category.Categories;
import dev.belfry.account.category.CategoryId;
import dev.belfry.incident.Impact;
import dev.belfry.incident.report.Lives.Life;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.directory.MonitorDirectory;
import dev.belfry.platform.problem.Problem;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reports over many incidents, as far as the caller may read them. */
@ApplicationScoped
@Transactional
class IncidentReports {
  private static final int MOST = 10_000;
  private static final int MOST_CONCERNED = 50_000;
  private static final Duration LONGEST = Duration.ofDays(400);
  private static final Duration USUAL = Duration.ofDays(30);

  private static final Comparator<IncidentReport.Row> ORDER =
      Comparator.comparingInt((IncidentReport.Row row) -> -row.incidents())
          .thenComparing(IncidentReport.Row::name, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(IncidentReport.Row::id, Comparator.nullsLast(Comparator.naturalOrder()));

  private final Access access;
  private final MonitorDirectory monitors;
  private final Categories categories;
  private final InstantSource clock;

  IncidentReports(
      Access access, MonitorDirectory monitors, Categories categories, InstantSource clock) {
    this.access = access;
    this.monitors = monitors;
    this.categories = categories;
    this.clock = clock;
  }

  /** What a row of the report is. */
  enum GroupBy {
    MONITOR,
    CATEGORY,
    TAG,
    IMPACT
  }

  private record One(UUID id, @Nullable UUID category, Impact impact, Life life) {}

  /** Of whom a row tells. */
  private record Who(@Nullable String id, @Nullable String name) {}

  /**
   * @param from null is 30 days before the end
   * @param to null is now
   * @throws Problem 400 when that is not a time of at most 400 days, or holds more than 10,000
   *     incidents
   */
  IncidentReport report(@Nullable Instant from, @Nullable Instant to, GroupBy by) {
    Instant now = clock.instant();
    Instant end = to == null ? now : to;
    Instant begin = from == null ? end.minus(USUAL) : from;
    if (!begin.isBefore(end) || begin.plus(LONGEST).isBefore(end)) {
      throw Problem.parameter(
          "to", "must be after from, and at most " + LONGEST.toDays() + " days");
    }
    List<One> all = incidents(begin, end);
    List<IncidentReport.Row> rows = new ArrayList<>();
    grouped(all, by, begin, end)
        .forEach(
            (who, some) ->
                rows.add(IncidentReport.Row.of(who.id(), who.name(), Lives.of(some, now))));
    rows.sort(ORDER);
    return new IncidentReport(
        begin, end, now, by, rows, Lives.of(all.stream().map(One::life).toList(), now));
  }

  private Map<Who, List<Life>> grouped(List<One> all, GroupBy by, Instant from, Instant to) {
    return switch (by) {
      case IMPACT ->
          collect(all, one -> List.of(new Who(null, one.impact().name().toLowerCase(Locale.ROOT))));
      case CATEGORY -> byCategory(all);
      case MONITOR, TAG -> byMonitors(all, by, from, to);
    };
  }

  private Map<Who, List<Life>> byCategory(List<One> all) {
    Set<CategoryId> ids =
        all.stream()
            .map(one -> CategoryId.ofNullable(one.category()))
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    Map<CategoryId, String> names = categories.names(ids);
    return collect(
        all,
        one -> {
          CategoryId id = CategoryId.ofNullable(one.category());
          return List.of(id == null ? new Who(null, null) : new Who(id.text(), names.get(id)));
        });
  }

  private Map<Who, List<Life>> byMonitors(List<One> all, GroupBy by, Instant from, Instant to) {
    Map<UUID, List<MonitorId>> concerned = concerned(from, to);
    Set<MonitorId> ids =
        concerned.values().stream().flatMap(List::stream).collect(Collectors.toSet());
    if (ids.size() > MOST) {
      throw tooMany();
    }
    Map<MonitorId, MonitorDirectory.Entry> visible = new HashMap<>();
    monitors.visible(ids).forEach(entry -> visible.put(entry.id(), entry));
    return collect(
        all,
        one -> {
          Set<Who> who = new HashSet<>();
          for (MonitorId id : concerned.getOrDefault(one.id(), List.of())) {
            MonitorDirectory.Entry entry = visible.get(id);
            if (entry != null && by == GroupBy.MONITOR) {
              who.add(new Who(id.text(), entry.name()));
            } else if (entry != null) {
              entry.tags().forEach(tag -> who.add(new Who(null, tag)));
            }
          }
          return who.isEmpty() ? List.of(new Who(null, null)) : List.copyOf(who);
        });
  }

  private static Map<Who, List<Life>> collect(
      List<One> all, java.util.function.Function<One, List<Who>> of) {
    Map<Who, List<Life>> found = new LinkedHashMap<>();
    for (One one : all) {
      for (Who who : of.apply(one)) {
        found.computeIfAbsent(who, none -> new ArrayList<>()).add(one.life());
      }
    }
    return found;
  }

  private List<One> incidents(Instant from, Instant to) {
    List<Object[]> rows =
        query(
                "select i.id, i.categoryId, i.impact, i.startedAt, i.acknowledgedAt, i.resolvedAt from Incident i where ",
                from,
                to)
            .setMaxResults(MOST + 1)
            .getResultList();
    if (rows.size() > MOST) {
      throw tooMany();
    }
    return rows.stream()
        .map(
            row ->
                new One(
                    (UUID) row[0],
                    (UUID) row[1],
                    (Impact) row[2],
                    new Life((Instant) row[3], (Instant) row[4], (Instant) row[5])))
        .toList();
  }

  private Map<UUID, List<MonitorId>> concerned(Instant from, Instant to) {
    List<Object[]> rows =
        query(
                "select m.incidentId, m.monitorId from IncidentMonitor m join Incident i on i.accountId = m.accountId and i.id = m.incidentId where ",
                from,
                to)
            .setMaxResults(MOST_CONCERNED + 1)
            .getResultList();
    if (rows.size() > MOST_CONCERNED) {
      throw tooMany();
    }
    Map<UUID, List<MonitorId>> found = new HashMap<>();
    rows.forEach(
        row ->
            found
                .computeIfAbsent((UUID) row[0], id -> new ArrayList<>())
                .add(new MonitorId((UUID) row[1])));
    return found;
  }

  private TypedQuery<Object[]> query(String select, Instant from, Instant to) {
    ReachCondition reach =
        ReachCondition.of(
            access.pairs(Scope.INCIDENT_READ), "i.categoryId", "array_intersects(i.groupIds, ?)");
    TypedQuery<Object[]> query =
        Panache.getEntityManager()
            .createQuery(
                select
                    + "i.accountId = :account and i.mergedInto is null and i.startedAt >= :from and i.startedAt < :to and "
                    + reach.text(),
                Object[].class)
            .setParameter("account", access.account().uuid())
            .setParameter("from", from)
            .setParameter("to", to);
    reach.values().forEach(query::setParameter);
    return query;
  }

  private static Problem tooMany() {
    return Problem.parameter(
        "from", "and to must hold at most " + MOST + " incidents; there are more");
  }
}
