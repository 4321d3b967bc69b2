package dev.belfry.incident;

import dev.belfry.access.Access;
import dev.belfry.access.grant.Scope;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorService;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.page.Page;
import dev.belfry.platform.page.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Incidents as people find them. */
@ApplicationScoped
@Transactional
public class Incidents {
  private final Access access;
  private final MonitorService monitors;
  private final IncidentReach reach;

  Incidents(Access access, MonitorService monitors, IncidentReach reach) {
    this.access = access;
    this.monitors = monitors;
    this.reach = reach;
  }

  /** An incident with the version that edits compare. */
  record Versioned(IncidentView incident, long version) {}

  /**
   * The incident of a monitor's outage that goes on, or of the last that it had, for whoever
   * composes news of it.
   */
  public Optional<IncidentBrief> latestOf(AccountId account, MonitorId monitor) {
    return IncidentMonitor.latest(account, monitor)
        .flatMap(id -> Incident.named(account, new IncidentId(id)))
        .map(IncidentBrief::of);
  }

  /**
   * For whoever composes news: what each of these concerns, in the order in which it came, whoever
   * may see it.
   *
   * @param most of one incident
   */
  public Map<IncidentId, List<MonitorId>> concerned(
      AccountId account, Collection<IncidentId> some, int most) {
    Map<UUID, Set<MonitorId>> found =
        IncidentMonitor.ofAll(account.uuid(), some.stream().map(IncidentId::uuid).toList(), most);
    Map<IncidentId, List<MonitorId>> concerned = new HashMap<>();
    found.forEach((id, monitors) -> concerned.put(new IncidentId(id), List.copyOf(monitors)));
    return concerned;
  }

  Page<IncidentView> list(IncidentFilter filter, PageRequest page) {
    if (isOfUnseen(filter)) {
      return Page.of(List.of(), page, 0);
    }
    var query = search(filter).query();
    long total = query.count();
    return Page.of(reach.views(query.page(page.index(), page.limit).list()), page, total);
  }

  Versioned get(IncidentId id) {
    return reach.view(reach.find(id, Scope.INCIDENT_READ));
  }

  /** For changes of many: the ids of the oldest that match and that the caller may read. */
  public List<IncidentId> matching(IncidentFilter filter, int most) {
    return isOfUnseen(filter)
        ? List.of()
        : search(filter).ids(most).stream().map(IncidentId::new).toList();
  }

  /** Whose incidents would tell that the monitor is there. */
  private boolean isOfUnseen(IncidentFilter filter) {
    return filter.monitor != null && monitors.visible(List.of(filter.monitor)).isEmpty();
  }

  private IncidentSearch search(IncidentFilter filter) {
    return new IncidentSearch(access.account(), access.pairs(Scope.INCIDENT_READ), filter);
  }

  /** How an incident stands for whoever would change it. */
  public record Sight(
      IncidentId id, boolean open, boolean acknowledged, boolean part, boolean may) {}

  /** Of those of these that the caller may read: what a change with this scope would find. */
  public List<Sight> sights(List<IncidentId> ids, Scope scope) {
    List<UUID> wanted = ids.stream().map(IncidentId::uuid).toList();
    return Incident.some(access.account(), wanted).stream()
        .filter(one -> access.caller().rights().allowsSome(Scope.INCIDENT_READ, one.place()))
        .map(
            one ->
                new Sight(
                    new IncidentId(one.id),
                    one.isOpen(),
                    one.acknowledgedAt != null,
                    one.mergedInto != null,
                    access.caller().rights().allows(scope, one.place())))
        .toList();
  }
}
