package dev.belfry.monitor;

import dev.belfry.access.grant.Pair;
import dev.belfry.access.grant.ReachCondition;
import dev.belfry.account.category.CategoryId;
import dev.belfry.account.group.GroupId;
import dev.belfry.check.Checkers;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.http.OneOf;
import dev.belfry.platform.page.PageRequest;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.persistence.TypedQuery;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.QueryParam;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the list of monitors is asked for; a bean parameter of the resource. */
@RegisterForReflection
public class MonitorQuery {
  private static final Map<String, String> ORDERS =
      Map.of(
          "name", "lower(m.name), m.id",
          "-name", "lower(m.name) desc, m.id desc",
          "created_at", "m.createdAt, m.id",
          "-created_at", "m.createdAt desc, m.id desc",
          "status", "s.status, lower(m.name), m.id");

  private static final String IN_GROUP =
      "exists (select 1 from MonitorGroup g where g.accountId = m.accountId and g.monitorId = m.id and g.groupId in ?)";

  @QueryParam("status")
  @Nullable MonitorStatus status;

  @QueryParam("type")
  @OneOf(Kinds.class)
  @Nullable String type;

  @QueryParam("category")
  @Nullable CategoryId category;

  @QueryParam("group")
  @Nullable GroupId group;

  @QueryParam("tag")
  @Nullable String tag;

  @QueryParam("q")
  @Nullable String q;

  @QueryParam("sort")
  @OneOf(Orders.class)
  @Nullable String sort;

  @Singleton
  public static final class Kinds implements OneOf.Words {
    private final Checkers checkers;

    Kinds(Checkers checkers) {
      this.checkers = checkers;
    }

    @Override
    public List<String> words() {
      return checkers.kinds().stream().sorted().toList();
    }
  }

  @Singleton
  static final class Orders implements OneOf.Words {
    @Override
    public List<String> words() {
      return List.of("name", "-name", "created_at", "-created_at", "status");
    }
  }

  /**
   * Which monitors, as a value; what is null is not asked for. The fields are those of the list.
   */
  @RegisterForReflection
  @Schema(name = "MonitorFilter")
  public record Filter(
      @Nullable MonitorStatus status,
      @Size(max = 30) @Nullable String type,
      @Nullable CategoryId category,
      @Nullable GroupId group,
      @Size(min = 1, max = 50) @Nullable String tag,
      @Size(min = 1, max = 200) @Nullable String q) {
    public boolean isEmpty() {
      return equals(new Filter(null, null, null, null, null, null));
    }
  }

  /** The same as parameters of a query say it. */
  public static MonitorQuery of(Filter filter) {
    MonitorQuery query = new MonitorQuery();
    query.status = filter.status();
    query.type = filter.type();
    query.category = filter.category();
    query.group = filter.group();
    query.tag = filter.tag();
    query.q = filter.q();
    return query;
  }

  /** A monitor with its state. */
  record Found(Monitor monitor, MonitorState state) {}

  /** A page, and how many there are in all. */
  record Listed(List<Found> found, long total) {}

  Listed list(AccountId account, List<Pair> reach, PageRequest page) {
    Map<String, Object> values = new HashMap<>();
    String where = where(account, reach, values);
    String from =
        " from Monitor m join MonitorState s on s.monitorId = m.id and s.accountId = m.accountId where "
            + where;
    TypedQuery<Object[]> rows =
        Panache.getEntityManager()
            .createQuery("select m, s" + from + " order by " + order(), Object[].class);
    TypedQuery<Long> count =
        Panache.getEntityManager().createQuery("select count(*)" + from, Long.class);
    values.forEach(rows::setParameter);
    values.forEach(count::setParameter);
    List<Found> found =
        rows.setFirstResult(page.index() * page.limit)
            .setMaxResults(page.limit)
            .getResultStream()
            .map(row -> new Found((Monitor) row[0], (MonitorState) row[1]))
            .toList();
    return new Listed(found, count.getSingleResult());
  }

  /** The ids of those that match, from the oldest on, beginning after one of them. */
  List<UUID> after(AccountId account, List<Pair> reach, @Nullable UUID last, int most) {
    Map<String, Object> values = new HashMap<>();
    String where = where(account, reach, values);
    if (last != null) {
      where += " and m.id > :last";
      values.put("last", last);
    }
    TypedQuery<UUID> ids =
        Panache.getEntityManager()
            .createQuery(
                "select m.id from Monitor m join MonitorState s on s.monitorId = m.id and s.accountId = m.accountId where "
                    + where
                    + " order by m.id",
                UUID.class);
    values.forEach(ids::setParameter);
    return ids.setMaxResults(most).getResultList();
  }

  /** The kinds of those that match, sorted. */
  List<String> kinds(AccountId account, List<Pair> reach) {
    Map<String, Object> values = new HashMap<>();
    TypedQuery<String> kinds =
        Panache.getEntityManager()
            .createQuery(
                "select distinct m.kind from Monitor m join MonitorState s on s.monitorId = m.id and s.accountId = m.accountId where "
                    + where(account, reach, values)
                    + " order by m.kind",
                String.class);
    values.forEach(kinds::setParameter);
    return kinds.getResultList();
  }

  /** Those of these monitors that lie within reach. */
  static Set<MonitorId> reached(AccountId account, List<Pair> reach, Collection<MonitorId> ids) {
    ReachCondition reached = within(reach);
    TypedQuery<UUID> query =
        Panache.getEntityManager()
            .createQuery(
                "select m.id from Monitor m where m.accountId = :account and m.id in :ids and "
                    + reached.text(),
                UUID.class)
            .setParameter("account", account.uuid())
            .setParameter("ids", ids.stream().map(MonitorId::uuid).toList());
    reached.values().forEach(query::setParameter);
    return query.getResultStream().map(MonitorId::new).collect(Collectors.toSet());
  }

  private static ReachCondition within(List<Pair> reach) {
    return ReachCondition.of(reach, "m.categoryId", IN_GROUP);
  }

  private String where(AccountId account, List<Pair> reach, Map<String, Object> values) {
    StringBuilder where = new StringBuilder("m.accountId = :account");
    values.put("account", account.uuid());
    ReachCondition reached = within(reach);
    where.append(" and ").append(reached.text());
    values.putAll(reached.values());
    and(where, values, "s.status = :status", "status", status);
    and(where, values, "m.kind = :type", "type", type);
    and(
        where,
        values,
        "m.categoryId = :category",
        "category",
        category == null ? null : category.uuid());
    and(
        where,
        values,
        IN_GROUP.replace("?", "(:group)"),
        "group",
        group == null ? null : group.uuid());
    and(where, values, "array_contains(m.tags, :tag)", "tag", tag);
    and(
        where,
        values,
        "(lower(m.name) like :q escape '!' or lower(m.address) like :q escape '!' or m.key like :q escape '!')",
        "q",
        q == null ? null : pattern(q));
    return where.toString();
  }

  private static void and(
      StringBuilder where,
      Map<String, Object> values,
      String condition,
      String name,
      @Nullable Object value) {
    if (value != null) {
      where.append(" and ").append(condition);
      values.put(name, value);
    }
  }

  private static String pattern(String text) {
    String plain = text.toLowerCase(java.util.Locale.ROOT);
    return "%" + plain.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
  }

  private String order() {
    return Objects.requireNonNull(ORDERS.get(sort == null ? "-created_at" : sort));
  }
}
