package dev.belfry.statuspage;

import dev.belfry.access.Access;
import dev.belfry.access.grant.Scope;
import dev.belfry.incident.page.ComponentId;
import dev.belfry.incident.page.Components;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Which components a caller may name: those of pages that he may read. */
@ApplicationScoped
class PageComponents implements Components {
  private final Access access;
  private final PageReach reach;

  PageComponents(Access access, PageReach reach) {
    this.access = access;
    this.reach = reach;
  }

  @Override
  public Set<ComponentId> visible(Collection<ComponentId> ids) {
    if (ids.isEmpty()) {
      return Set.of();
    }
    List<StatusPageComponent> found =
        StatusPageComponent.some(
            access.account().uuid(), ids.stream().map(ComponentId::uuid).toList());
    Map<UUID, Boolean> seen =
        StatusPage.listed(access.account()).stream()
            .collect(
                Collectors.toMap(
                    page -> page.id, page -> reach.contains(page, Scope.STATUSPAGE_READ)));
    return found.stream()
        .filter(one -> seen.getOrDefault(one.pageId, false))
        .map(one -> new ComponentId(one.id))
        .collect(Collectors.toUnmodifiableSet());
  }
}
