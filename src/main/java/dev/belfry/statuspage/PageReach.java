package dev.belfry.statuspage;

import dev.belfry.access.Access;
import dev.belfry.access.AccessProblems;
import dev.belfry.access.grant.Pair;
import dev.belfry.access.grant.Rights;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.people.MemberId;
import dev.belfry.access.people.Standings;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorService;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What pages may show, and who may see and change them. */
@ApplicationScoped
class PageReach {
  private final Access access;
  private final Standings standings;
  private final MonitorService monitors;

  PageReach(Access access, Standings standings, MonitorService monitors) {
    this.access = access;
    this.standings = standings;
    this.monitors = monitors;
  }

  /** Who acts, as far as rights go. */
  private record Maker(UUID owner, @Nullable UUID key) {}

  /** Where the caller may read monitors. @throws Problem 403 when nowhere */
  List<Pair> own() {
    List<Pair> reach =
        access.pairs(Scope.MONITOR_READ).stream().filter(pair -> !pair.reachesNothing()).toList();
    if (reach.isEmpty()) {
      throw AccessProblems.lacks(Scope.MONITOR_READ);
    }
    return reach;
  }

  /** Whether the caller holds the scope wherever the page may show something. */
  boolean contains(StatusPage page, Scope scope) {
    List<Pair> pairs = access.pairs(scope);
    List<Pair> reach = page.reach.isEmpty() ? List.of(Pair.ALL) : page.reach;
    return reach.stream().allMatch(own -> pairs.stream().anyMatch(pair -> pair.contains(own)));
  }

  StatusPage require(Optional<StatusPage> found, Scope scope) {
    StatusPage page = found.orElseThrow(Problem::notFound);
    if (!contains(page, scope)) {
      throw contains(page, Scope.STATUSPAGE_READ)
          ? AccessProblems.lacks(scope)
          : Problem.notFound();
    }
    return page;
  }

  /** What stands behind components, as their pages may show it at this moment; by page. */
  Map<UUID, Map<MonitorId, MonitorService.Sight>> shown(
      AccountId account, List<StatusPage> pages, Collection<StatusPageComponent> components) {
    Set<MonitorId> wanted =
        components.stream()
            .filter(component -> component.monitorId != null)
            .map(component -> new MonitorId(component.monitorId))
            .collect(Collectors.toSet());
    List<MonitorService.Sight> sights = monitors.sights(account, wanted);
    Map<Maker, Rights> rights = new HashMap<>();
    Map<UUID, Map<MonitorId, MonitorService.Sight>> shown = new HashMap<>();
    for (StatusPage page : pages) {
      Rights now =
          rights.computeIfAbsent(
              new Maker(page.ownerId, page.keyId),
              maker -> standings.rights(account, new MemberId(maker.owner()), maker.key()));
      shown.put(
          page.id,
          sights.stream()
              .filter(sight -> mayShow(page, now, sight))
              .collect(Collectors.toMap(sight -> sight.brief().id(), sight -> sight)));
    }
    return shown;
  }

  private static boolean mayShow(StatusPage page, Rights now, MonitorService.Sight sight) {
    return now.allowsSome(Scope.MONITOR_READ, sight.brief().place())
        && page.reach.stream().anyMatch(pair -> pair.reachesSome(sight.brief().place()));
  }
}
