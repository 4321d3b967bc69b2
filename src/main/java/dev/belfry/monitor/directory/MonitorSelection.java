package dev.belfry.monitor.directory;

import dev.belfry.access.grant.Pair;
import dev.belfry.access.grant.Selection;
import dev.belfry.monitor.MonitorId;
import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which monitors somebody means who names them by what they are, and may act on the whole of: for
 * rooms above that act for him later. In the caller's transaction.
 */
@ApplicationScoped
public class MonitorSelection {
  private static final String MEANT =
      """
      select m.id from monitor m where m.account_id = ? and (? or m.id = any (?) or m.tags && cast(? as varchar[])
        or m.category_id = any (?) or exists (
          select 1 from monitor_group g where g.account_id = m.account_id and g.monitor_id = m.id and g.group_id = any (?)))""";

  /** All of its groups, of which it has some. */
  private static final String WHOLLY =
      """
      exists (select 1 from monitor_group g where g.account_id = m.account_id and g.monitor_id = m.id)
        and not exists (select 1 from monitor_group g where g.account_id = m.account_id and g.monitor_id = m.id and g.group_id <> all (?))""";

  /** What is meant; a monitor that is meant by any of these is. */
  public record Meant(
      boolean all, Set<UUID> monitors, Set<String> tags, Set<UUID> categories, Set<UUID> groups) {
    public boolean isNothing() {
      return !all
          && monitors.isEmpty()
          && tags.isEmpty()
          && categories.isEmpty()
          && groups.isEmpty();
    }
  }

  /**
   * Those that are meant and lie wholly within one of these pairs, by id.
   *
   * @param among null for all that there are
   */
  public List<MonitorId> find(
      AccountId account, Meant meant, List<Pair> reach, @Nullable Collection<MonitorId> among) {
    List<Object> values = new ArrayList<>();
    values.add(account.uuid());
    values.add(meant.all());
    values.add(array(meant.monitors()));
    values.add(meant.tags().toArray(String[]::new));
    values.add(array(meant.categories()));
    values.add(array(meant.groups()));
    StringBuilder sql = new StringBuilder(MEANT);
    if (among != null) {
      sql.append(" and m.id = any (?)");
      values.add(among.stream().map(MonitorId::uuid).toArray(UUID[]::new));
    }
    sql.append(" and ").append(within(reach, values)).append(" order by m.id");
    Query query = Panache.getEntityManager().createNativeQuery(numbered(sql), UUID.class);
    for (int i = 0; i < values.size(); i++) {
      query.setParameter(i + 1, values.get(i));
    }
    return ((List<?>) query.getResultList()).stream().map(id -> new MonitorId((UUID) id)).toList();
  }

  private static String within(List<Pair> reach, List<Object> values) {
    List<String> either = new ArrayList<>();
    for (Pair pair : reach) {
      List<String> both = new ArrayList<>();
      both.add("true");
      limit(pair.categories(), "m.category_id = any (?)", both, values);
      limit(pair.groups(), WHOLLY, both, values);
      either.add(String.join(" and ", both));
    }
    return either.isEmpty() ? "false" : "(" + String.join(" or ", either) + ")";
  }

  private static void limit(
      Selection to, String condition, List<String> both, List<Object> values) {
    if (!to.all()) {
      both.add(condition);
      values.add(array(to.ids()));
    }
  }

  private static String numbered(StringBuilder sql) {
    StringBuilder numbered = new StringBuilder();
    int number = 0;
    for (char c : sql.toString().toCharArray()) {
      numbered.append(c);
      if (c == '?') {
        numbered.append(++number);
      }
    }
    return numbered.toString();
  }

  private static UUID[] array(Set<UUID> ids) {
    return ids.toArray(UUID[]::new);
  }
}
