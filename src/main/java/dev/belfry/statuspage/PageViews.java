package dev.belfry.statuspage;

import dev.belfry.access.grant.ReachSpec;
import dev.belfry.access.people.MemberId;
import dev.belfry.incident.page.ComponentId;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorService;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.Changes;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Pages as they are shown to whoever edits them. */
@ApplicationScoped
class PageViews {
  private final PageReach reach;
  private final DomainClaims domains;
  private final Changes changes;

  PageViews(PageReach reach, DomainClaims domains, Changes changes) {
    this.reach = reach;
    this.domains = domains;
    this.changes = changes;
  }

  List<StatusPageView> of(AccountId account, List<StatusPage> pages) {
    Map<UUID, List<StatusPageComponent>> components =
        StatusPageComponent.ofAll(account.uuid(), pages.stream().map(page -> page.id).toList());
    Map<UUID, Map<MonitorId, MonitorService.Sight>> shown =
        reach.shown(account, pages, components.values().stream().flatMap(List::stream).toList());
    Map<UUID, DomainProofView> proofs =
        PageDomain.ofAll(account, pages.stream().map(page -> page.id).toList()).stream()
            .collect(Collectors.toMap(claim -> claim.pageId, domains::view));
    return pages.stream()
        .map(
            page ->
                of(
                    page,
                    proofs.get(page.id),
                    components.getOrDefault(page.id, List.of()).stream()
                        .map(
                            component ->
                                ComponentView.of(component, isShown(component, shown.get(page.id))))
                        .toList()))
        .toList();
  }

  StatusPageView of(AccountId account, StatusPage page) {
    return of(account, List.of(page)).getFirst();
  }

  private static boolean isShown(
      StatusPageComponent component, @Nullable Map<MonitorId, MonitorService.Sight> shown) {
    return component.monitorId == null
        || (shown != null && shown.containsKey(new MonitorId(component.monitorId)));
  }

  private static StatusPageView of(
      StatusPage page, @Nullable DomainProofView proof, List<ComponentView> components) {
    return new StatusPageView(
        new StatusPageId(page.id),
        page.name,
        page.slug,
        page.description,
        page.domain,
        proof,
        page.logoUrl,
        new PageTheme(page.theme, page.accent),
        page.language,
        new StatusPageView.Access(page.access, page.networks),
        page.noindex,
        page.showLatency,
        page.allowEmailSubscribers,
        page.allowWebhookSubscribers,
        components,
        new MemberId(page.ownerId),
        ReachSpec.of(page.reach),
        page.createdAt,
        page.updatedAt);
  }

  /** What a merge patch is laid over. */
  NewStatusPage editable(StatusPage page) {
    return new NewStatusPage(
        page.name,
        page.slug,
        page.description,
        page.domain,
        page.logoUrl,
        new PageTheme(page.theme, page.accent),
        page.language,
        new PageAccess(page.access, null, page.networks),
        page.noindex,
        page.showLatency,
        page.allowEmailSubscribers,
        page.allowWebhookSubscribers,
        StatusPageComponent.of(page.accountId, page.id).stream().map(PageViews::editable).toList());
  }

  static NewComponent editable(StatusPageComponent component) {
    return new NewComponent(
        new ComponentId(component.id),
        component.name,
        component.description,
        component.monitorId == null ? null : new MonitorId(component.monitorId),
        component.groupName,
        component.position,
        component.status);
  }

  /** A page at one moment, for the log book. */
  @RegisterForReflection
  record Moment(
      NewStatusPage page, @Nullable String password, MemberId ownerId, List<ReachSpec> reach) {
    @Override
    public String toString() {
      return "Moment[" + page.slug() + "]";
    }
  }

  Moment moment(StatusPage page) {
    return new Moment(
        editable(page), page.passwordHash, new MemberId(page.ownerId), ReachSpec.of(page.reach));
  }

  /** Of each field of its own, and of a password only that it changed. */
  List<Change> between(@Nullable Moment before, @Nullable Moment after) {
    List<Change> found =
        new java.util.ArrayList<>(
            changes.between(
                before == null ? null : before.page(),
                after == null ? null : after.page(),
                Set.of()));
    found.addAll(changes.between(about(before), about(after), Set.of("password")));
    return List.copyOf(found);
  }

  @RegisterForReflection
  record About(@Nullable String password, MemberId ownerId, List<ReachSpec> reach) {
    @Override
    public String toString() {
      return "About[" + ownerId + "]";
    }
  }

  private static @Nullable About about(@Nullable Moment moment) {
    return moment == null ? null : new About(moment.password(), moment.ownerId(), moment.reach());
  }

  List<Change> between(@Nullable NewComponent before, @Nullable NewComponent after) {
    return changes.between(before, after, Set.of());
  }
}
