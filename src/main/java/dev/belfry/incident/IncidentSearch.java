package dev.belfry.incident;

import dev.belfry.access.grant.Pair;
import dev.belfry.access.grant.ReachCondition;
import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds those of an account's incidents that a caller reaches and that match; what is null is not
 * asked for. In the caller's transaction.
 */
final class IncidentSearch {
  private static final String BY_IMPACT = byImpact();

  /** The words by which lists are sorted. */
  static final Map<String, String> ORDERS = orders();

  private static final String NEWEST_FIRST = "-started_at";

  private final StringBuilder where = new StringBuilder("i.accountId = :account");
  private final Map<String, Object> values = new HashMap<>();
  private final String order;

  IncidentSearch(AccountId account, List<Pair> reach, IncidentFilter filter) {
    values.put("account", account.uuid());
    ReachCondition reached =
        ReachCondition.of(reach, "i.categoryId", "array_intersects(i.groupIds, ?)");
    where.append(" and ").append(reached.text());
    values.putAll(reached.values());
    String word = filter.sort == null ? NEWEST_FIRST : filter.sort;
    order = Objects.requireNonNull(ORDERS.get(word), "it was looked at when the query was read");
    where.append(
        Boolean.TRUE.equals(filter.merged)
            ? " and i.mergedInto is not null"
            : " and i.mergedInto is null");
    if (filter.open != null) {
      where.append(filter.open ? " and i.resolvedAt is null" : " and i.resolvedAt is not null");
    }
    if (filter.acknowledged != null) {
      where.append(
          filter.acknowledged
              ? " and i.acknowledgedAt is not null"
              : " and i.acknowledgedAt is null");
    }
    IncidentFilter.Span span = filter.checked();
    and("i.startedAt >= :from", "from", span.from());
    and("i.startedAt < :to", "to", span.to());
    and("i.status = :status", "status", filter.status);
    and("i.impact = :impact", "impact", filter.impact);
    and("i.origin = :origin", "origin", filter.origin);
    places(filter);
    and(
        "lower(i.title) like :text escape '!'",
        "text",
        filter.q == null ? null : pattern(filter.q));
  }

  private void places(IncidentFilter filter) {
    and(
        "exists (select 1 from IncidentMonitor m where m.accountId = i.accountId and m.incidentId = i.id and m.monitorId = :monitor)",
        "monitor",
        filter.monitor == null ? null : filter.monitor.uuid());
    and(
        "array_contains(i.groupIds, :group)",
        "group",
        filter.group == null ? null : filter.group.uuid());
    and(
        "i.categoryId = :category",
        "category",
        filter.category == null ? null : filter.category.uuid());
    and(
        "i.assigneeId = :assignee",
        "assignee",
        filter.assignee == null ? null : filter.assignee.uuid());
  }

  PanacheQuery<Incident> query() {
    return Incident.find("from Incident i where " + where + " order by " + order, values);
  }

  /** The ids of the oldest that match. */
  List<UUID> ids(int most) {
    var query =
        Panache.getEntityManager()
            .createQuery(
                "select i.id from Incident i where " + where + " order by i.startedAt, i.id",
                UUID.class);
    values.forEach(query::setParameter);
    return query.setMaxResults(most).getResultList();
  }

  private void and(String condition, String name, @Nullable Object value) {
    if (value != null) {
      where.append(" and ").append(condition);
      values.put(name, value);
    }
  }

  private static String pattern(String text) {
    String plain = text.toLowerCase(Locale.ROOT);
    return "%" + plain.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
  }

  /** As the words are listed, from none to critical. */
  private static String byImpact() {
    StringBuilder text = new StringBuilder("case");
    int rank = 0;
    for (Impact impact : Impact.values()) {
      text.append(" when i.impact = %s.%s then %d".formatted(Impact.class.getName(), impact, rank));
      rank++;
    }
    return text + " end";
  }

  private static Map<String, String> orders() {
    Map<String, String> orders = new LinkedHashMap<>();
    orders.put("started_at", "i.startedAt, i.id");
    orders.put("-started_at", "i.startedAt desc, i.id desc");
    orders.put("updated_at", "i.updatedAt, i.id");
    orders.put("-updated_at", "i.updatedAt desc, i.id desc");
    orders.put("impact", BY_IMPACT + ", i.startedAt desc, i.id desc");
    orders.put("-impact", BY_IMPACT + " desc, i.startedAt desc, i.id desc");
    return orders;
  }
}
