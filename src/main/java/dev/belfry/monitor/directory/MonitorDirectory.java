package dev.belfry.monitor.directory;

import dev.belfry.access.Access;
import dev.belfry.access.grant.Pair;
import dev.belfry.access.grant.ReachCondition;
import dev.belfry.access.grant.Scope;
import dev.belfry.account.category.CategoryId;
import dev.belfry.account.group.GroupId;
import dev.belfry.monitor.MonitorId;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.problem.Problem;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** For rooms above that tell of many monitors at once: which of them the caller may see. */
@ApplicationScoped
@Transactional
public class MonitorDirectory {
  private static final int MOST_IDS = 1_000;
  private static final String TAGGED =
      "exists (select 1 from MonitorTag t where t.accountId = m.accountId and t.monitorId = m.id and t.tag = :tag)";

  private static final String IN_GROUP =
      "exists (select 1 from MonitorGroup g where g.accountId = m.accountId and g.monitorId = m.id and g.groupId in ?)";
  private final Access access;

  MonitorDirectory(Access access) {
    this.access = access;
  }

  /** A monitor in few words. */
  public record Entry(
      MonitorId id, String name, String type, @Nullable CategoryId category, List<String> tags) {
    private static Entry of(Object[] row) {
      return new Entry(
          new MonitorId((UUID) row[0]),
          (String) row[1],
          (String) row[2],
          CategoryId.ofNullable((UUID) row[3]),
          ((List<?>) row[4]).stream().map(String.class::cast).toList());
    }
  }

  /** Which monitors; a bean parameter of resources. Nothing said is all. */
  @RegisterForReflection
  public static class Choice {
    @Parameter(description = "Ids with commas between them, at most 1,000")
    @QueryParam("monitor_ids")
    @Nullable String monitorIds;

    @QueryParam("tag")
    @Nullable String tag;

    @QueryParam("category")
    @Nullable CategoryId category;

    @QueryParam("group")
    @Nullable GroupId group;

    private List<UUID> ids() {
      try {
        List<UUID> ids =
            Arrays.stream(Objects.requireNonNull(monitorIds).split(",", -1))
                .map(text -> MonitorId.fromString(text.strip()).uuid())
                .distinct()
                .toList();
        if (ids.size() > MOST_IDS) {
          throw Problem.parameter("monitor_ids", "must hold at most " + MOST_IDS + " ids");
        }
        return ids;
      } catch (IllegalArgumentException e) {
        throw Problem.parameter("monitor_ids", "must be ids that start with mon_, with commas");
      }
    }
  }

  /**
   * By name.
   *
   * @throws Problem 400 when there are more than so many, or when the caller may not know of one
   *     that he named
   */
  public List<Entry> find(Choice choice, int most) {
    Map<String, Object> values = new HashMap<>();
    StringBuilder where = new StringBuilder("m.accountId = :account");
    values.put("account", access.account().uuid());
    ReachCondition reach = reach();
    where.append(" and ").append(reach.text());
    values.putAll(reach.values());
    List<UUID> ids = choice.monitorIds == null ? null : choice.ids();
    and(where, values, "m.id in :ids", "ids", ids);
    if (choice.category != null) {
      and(where, values, "m.categoryId = :category", "category", choice.category.uuid());
    }
    if (choice.group != null) {
      and(where, values, IN_GROUP.replace("?", "(:group)"), "group", choice.group.uuid());
    }
    and(where, values, TAGGED, "tag", choice.tag);
    List<Entry> found = found(where.toString(), values, most + 1);
    if (ids != null) {
      requireAll(ids, found, choice);
    }
    if (found.size() > most) {
      throw Problem.parameter(
          "tag", "or another filter must leave at most " + most + " monitors; there are more");
    }
    return found;
  }

  /** Those of these that the caller may see, by name. */
  public List<Entry> visible(Collection<MonitorId> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    ReachCondition reach = reach();
    Map<String, Object> values = new HashMap<>(reach.values());
    values.put("account", access.account().uuid());
    values.put("ids", ids.stream().map(MonitorId::uuid).toList());
    return found("m.accountId = :account and m.id in :ids and " + reach.text(), values, ids.size());
  }

  /** The same for somebody who is not there: what he reaches, by name; these many at most. */
  public List<Entry> reached(AccountId account, List<Pair> pairs, int most) {
    ReachCondition reach = ReachCondition.of(pairs, "m.categoryId", IN_GROUP);
    Map<String, Object> values = new HashMap<>(reach.values());
    values.put("account", account.uuid());
    return found("m.accountId = :account and " + reach.text(), values, most);
  }

  /**
   * What the caller may see, as a condition on {@code Monitor m} in a transaction of the caller:
   * for queries of rooms above that join what they keep of monitors.
   */
  public ReachCondition reach() {
    return ReachCondition.of(access.pairs(Scope.MONITOR_READ), "m.categoryId", IN_GROUP);
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

  private static List<Entry> found(String where, Map<String, Object> values, int most) {
    TypedQuery<Object[]> query =
        Panache.getEntityManager()
            .createQuery(
                "select m.id, m.name, m.kind, m.categoryId, m.tags from Monitor m where "
                    + where
                    + " order by lower(m.name), m.id",
                Object[].class);
    values.forEach(query::setParameter);
    return query.setMaxResults(most).getResultStream().map(Entry::of).toList();
  }

  /** Ids that are not there because another filter left them out are not unknown. */
  private void requireAll(List<UUID> ids, List<Entry> found, Choice choice) {
    Set<UUID> there = found.stream().map(entry -> entry.id().uuid()).collect(Collectors.toSet());
    List<MonitorId> missing =
        ids.stream().filter(id -> !there.contains(id)).map(MonitorId::new).toList();
    if (missing.isEmpty()) {
      return;
    }
    boolean filtered = choice.tag != null || choice.category != null || choice.group != null;
    Set<MonitorId> known =
        filtered ? visible(missing).stream().map(Entry::id).collect(Collectors.toSet()) : Set.of();
    missing.stream()
        .filter(id -> !known.contains(id))
        .findFirst()
        .ifPresent(
            id -> {
              throw Problem.parameter("monitor_ids", "names " + id.text() + ", which is unknown");
            });
  }
}
