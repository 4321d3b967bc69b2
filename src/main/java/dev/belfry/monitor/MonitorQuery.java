package dev.belfry.monitor;

import dev.belfry.access.grant.Pair;
import dev.belfry.account.category.CategoryId;
import dev.belfry.account.group.GroupId;
import dev.belfry.check.Checkers;
import dev.belfry.monitor.listing.Order;
import dev.belfry.monitor.listing.Search;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.http.OneOf;
import dev.belfry.platform.page.PageRequest;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.QueryParam;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** What the list of monitors is asked for; a bean parameter of the resource. */
@RegisterForReflection
public class MonitorQuery {
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

  @QueryParam("flapping")
  @Nullable Boolean flapping;

  @QueryParam("overdue")
  @Nullable Boolean overdue;

  @Parameter(description = "Down, and nobody is told because all its parents are")
  @QueryParam("suppressed")
  @Nullable Boolean suppressed;

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
      return Order.words();
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
      @Size(min = 1, max = 200) @Nullable String q,
      @Nullable Boolean flapping,
      @Nullable Boolean overdue,
      @Nullable Boolean suppressed) {
    public boolean isEmpty() {
      return equals(new Filter(null, null, null, null, null, null, null, null, null));
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
    query.flapping = filter.flapping();
    query.overdue = filter.overdue();
    query.suppressed = filter.suppressed();
    return query;
  }

  /** A monitor with its state. */
  record Found(Monitor monitor, MonitorState state) {}

  /** A page, and how many there are in all. */
  record Listed(List<Found> found, long total) {}

  Listed list(AccountId account, List<Pair> reach, PageRequest page) {
    Search.Found found =
        search(account, reach).page(Order.of(sort == null ? "-created_at" : sort), page);
    return new Listed(
        found.rows().stream()
            .map(row -> new Found((Monitor) row[0], (MonitorState) row[1]))
            .toList(),
        found.total());
  }

  /** The ids of those that match, from the oldest on, beginning after one of them. */
  List<UUID> after(AccountId account, List<Pair> reach, @Nullable UUID last, int most) {
    return search(account, reach).after(last, most);
  }

  /** The kinds of those that match, sorted. */
  List<String> kinds(AccountId account, List<Pair> reach) {
    return search(account, reach).kinds();
  }

  /** Those of these monitors that lie within reach. */
  static Set<MonitorId> reached(AccountId account, List<Pair> reach, Collection<MonitorId> ids) {
    return new Search(account, reach)
        .among(ids.stream().map(MonitorId::uuid).toList()).stream()
            .map(MonitorId::new)
            .collect(Collectors.toSet());
  }

  private Search search(AccountId account, List<Pair> reach) {
    return new Search(account, reach)
        .status(status)
        .kind(type)
        .category(category == null ? null : category.uuid())
        .group(group == null ? null : group.uuid())
        .tag(tag)
        .text(q)
        .flapping(flapping)
        .overdue(overdue)
        .suppressed(suppressed);
  }
}
