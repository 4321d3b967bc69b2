package dev.belfry.monitor.listing;

import dev.belfry.access.grant.Pair;
import dev.belfry.access.grant.ReachCondition;
import dev.belfry.monitor.MonitorStatus;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.page.PageRequest;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.persistence.TypedQuery;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds those of an account's monitors that a caller reaches and that match; what is null is not
 * asked for. In the caller's transaction.
 */
public final class Search {
  private static final String IN_GROUP =
      "exists (select 1 from MonitorGroup g where g.accountId = l.accountId and g.monitorId = l.monitorId and g.groupId in ?)";

  private final StringBuilder where = new StringBuilder("l.accountId = :account");
  private final Map<String, Object> values = new HashMap<>();

  /** Whether the counts know as much of monitors as is asked. */
  private boolean counted;

  /** Whether all have to be read for a page, so that they had better be counted on the way. */
  private boolean scans;

  public Search(AccountId account, List<Pair> reach) {
    values.put("account", account.uuid());
    ReachCondition reached = ReachCondition.of(reach, "l.categoryId", IN_GROUP);
    where.append(" and ").append(reached.text());
    values.putAll(reached.values());
    counted =
        reach.stream().anyMatch(pair -> pair.contains(Pair.ALL))
            || reach.stream().allMatch(pair -> pair.groups().all() || pair.reachesNothing());
  }

  /** A page of monitors with their states, and how many there are in all. */
  public record Found(List<Object[]> rows, long total) {}

  public Search status(@Nullable MonitorStatus status) {
    return and("l.status = :status", "status", status);
  }

  public Search category(@Nullable UUID category) {
    return and("l.categoryId = :category", "category", category);
  }

  public Search kind(@Nullable String kind) {
    return uncounted("l.kind = :kind", "kind", kind);
  }

  public Search group(@Nullable UUID group) {
    return uncounted(IN_GROUP.replace("?", "(:group)"), "group", group);
  }

  public Search tag(@Nullable String tag) {
    return uncounted(
        "exists (select 1 from MonitorTag t where t.accountId = l.accountId and t.monitorId = l.monitorId and t.tag = :tag)",
        "tag",
        tag);
  }

  /** Part of a name, of an address before its query, or of a key, in any case. */
  public Search text(@Nullable String text) {
    scans = text != null;
    return uncounted("l.search like :text escape '!'", "text", text == null ? null : pattern(text));
  }

  public Search flapping(@Nullable Boolean flapping) {
    return flag("l.flapping", flapping);
  }

  public Search overdue(@Nullable Boolean overdue) {
    return flag("l.overdue", overdue);
  }

  public Search suppressed(@Nullable Boolean suppressed) {
    return flag("l.suppressed", suppressed);
  }

  /** Each row begins with a monitor and its state. */
  public Found page(Order order, PageRequest page) {
    String hql =
        "select m, s, p.total from (select %s, %s as total from Listing l where %s order by %s limit :most offset :first) p"
                .formatted(order.select(), scans ? "count(*) over ()" : "-1L", where, order.by("l"))
            + " join Monitor m on m.accountId = :account and m.id = p.monitorId"
            + " join MonitorState s on s.accountId = m.accountId and s.monitorId = m.id order by "
            + order.by("p");
    int first = page.index() * page.limit;
    List<Object[]> rows =
        query(hql, Object[].class)
            .setParameter("most", page.limit)
            .setParameter("first", first)
            .getResultList();
    if (rows.size() < page.limit && (first == 0 || !rows.isEmpty())) {
      return new Found(rows, first + rows.size());
    }
    return new Found(rows, scans && !rows.isEmpty() ? (long) rows.getFirst()[2] : total());
  }

  private long total() {
    return counted
        ? query("select coalesce(sum(l.number), 0) from MonitorCount l where " + where, Long.class)
            .getSingleResult()
        : query("select count(*) from Listing l where " + where, Long.class).getSingleResult();
  }

  /** The ids of those that match, from the oldest on, beginning after one of them. */
  public List<UUID> after(@Nullable UUID last, int most) {
    and("l.monitorId > :last", "last", last);
    return query(
            "select l.monitorId from Listing l where " + where + " order by l.monitorId",
            UUID.class)
        .setMaxResults(most)
        .getResultList();
  }

  /** The kinds of those that match, sorted. */
  public List<String> kinds() {
    return query(
            "select distinct l.kind from Listing l where " + where + " order by l.kind",
            String.class)
        .getResultList();
  }

  /** Those of these monitors that match. */
  public List<UUID> among(Collection<UUID> ids) {
    and("l.monitorId in :ids", "ids", ids);
    return query("select l.monitorId from Listing l where " + where, UUID.class).getResultList();
  }

  private <T> TypedQuery<T> query(String hql, Class<T> type) {
    TypedQuery<T> query = Panache.getEntityManager().createQuery(hql, type);
    values.forEach(query::setParameter);
    return query;
  }

  private Search flag(String column, @Nullable Boolean wanted) {
    if (wanted != null) {
      counted = false;
      // As a value the planner could not see that an index holds no others.
      where.append(wanted ? " and " : " and not ").append(column);
    }
    return this;
  }

  private Search uncounted(String condition, String name, @Nullable Object value) {
    counted &= value == null;
    return and(condition, name, value);
  }

  private Search and(String condition, String name, @Nullable Object value) {
    if (value != null) {
      where.append(" and ").append(condition);
      values.put(name, value);
    }
    return this;
  }

  private static String pattern(String text) {
    String plain = text.toLowerCase(Locale.ROOT);
    return "%" + plain.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
  }
}
