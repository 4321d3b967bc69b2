package dev.belfry.statuspage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.Access;
import dev.belfry.access.grant.Scope;
import dev.belfry.account.category.CategoryDeleted;
import dev.belfry.account.group.GroupDeleted;
import dev.belfry.incident.page.ComponentId;
import dev.belfry.monitor.MonitorDeleted;
import dev.belfry.monitor.MonitorId;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.Subject;
import dev.belfry.platform.id.TypeId;
import dev.belfry.platform.json.MergePatch;
import dev.belfry.platform.page.Page;
import dev.belfry.platform.page.PageRequest;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Components one by one. Whoever puts a monitor there may read it, and so may the one for whom the
 * page acts, who stays the same; otherwise it shows no data.
 */
@ApplicationScoped
@Transactional
public class ComponentService {
  private static final long MOST = 1_000;

  private final Access access;
  private final PageRules rules;
  private final PageReach reach;
  private final PageViews views;
  private final MergePatch patches;
  private final Event<StatusPageChanged> events;
  private final InstantSource clock;

  ComponentService(
      Access access,
      PageRules rules,
      PageReach reach,
      PageViews views,
      MergePatch patches,
      Event<StatusPageChanged> events,
      InstantSource clock) {
    this.access = access;
    this.rules = rules;
    this.reach = reach;
    this.views = views;
    this.patches = patches;
    this.events = events;
    this.clock = clock;
  }

  public Page<ComponentView> list(StatusPageId id, PageRequest page) {
    List<ComponentView> all = view(read(id)).components();
    return Page.of(
        all.stream().skip((long) page.index() * page.limit).limit(page.limit).toList(),
        page,
        all.size());
  }

  public ComponentView get(StatusPageId id, ComponentId component) {
    return shown(read(id), component.uuid());
  }

  /** Adds one, at the end unless it says where. */
  public ComponentView add(StatusPageId id, NewComponent wanted) {
    StatusPage page = locked(id);
    if (wanted.id() != null) {
      throw Problem.invalid("/id", "not_allowed", "is given to it when it is made");
    }
    rules.check(wanted);
    List<StatusPageComponent> there = StatusPageComponent.of(page.accountId, page.id);
    if (there.size() >= MOST) {
      throw Problem.of(
          ProblemType.CONFLICT, "A page has at most " + MOST + " components; delete one first.");
    }
    Instant now = clock.instant();
    int last = there.isEmpty() ? 0 : there.getLast().position + 1;
    StatusPageComponent component = made(page, now);
    become(component, wanted, wanted.position() == null ? last : wanted.position(), now);
    touch(page, now);
    fire(page, now, views.between(null, PageViews.editable(component)));
    return shown(page, component.id);
  }

  public ComponentView replace(StatusPageId id, ComponentId component, NewComponent wanted) {
    return edit(id, component, wanted, null);
  }

  public ComponentView patch(StatusPageId id, ComponentId component, JsonNode patch) {
    return edit(id, component, null, patch);
  }

  public void delete(StatusPageId id, ComponentId component) {
    StatusPage page = locked(id);
    StatusPageComponent found = find(page, component);
    Instant now = clock.instant();
    List<Change> last = views.between(PageViews.editable(found), null);
    found.delete();
    touch(page, now);
    fire(page, now, last);
  }

  private ComponentView edit(
      StatusPageId id,
      ComponentId component,
      @Nullable NewComponent whole,
      @Nullable JsonNode patch) {
    StatusPage page = locked(id);
    StatusPageComponent found = find(page, component);
    NewComponent before = PageViews.editable(found);
    NewComponent wanted = whole;
    if (wanted == null && patch != null) {
      wanted = patches.apply(before, patch, NewComponent.class);
    }
    if (wanted == null || (wanted.id() != null && !wanted.id().equals(component))) {
      throw Problem.invalid("/id", "not_allowed", "cannot be changed");
    }
    rules.check(wanted);
    Instant now = clock.instant();
    become(found, wanted, wanted.position() == null ? found.position : wanted.position(), now);
    touch(page, now);
    fire(page, now, views.between(before, PageViews.editable(found)));
    return shown(page, found.id);
  }

  static StatusPageComponent made(StatusPage page, Instant now) {
    StatusPageComponent component = new StatusPageComponent();
    component.id = TypeId.next();
    component.accountId = page.accountId;
    component.pageId = page.id;
    component.createdAt = now;
    return component;
  }

  static void become(
      StatusPageComponent component, NewComponent wanted, int position, Instant now) {
    component.name = wanted.name();
    component.description = wanted.description();
    component.monitorId = wanted.monitorId() == null ? null : wanted.monitorId().uuid();
    component.groupName = wanted.group();
    component.position = position;
    component.status = wanted.status();
    component.updatedAt = now;
    component.persist();
  }

  /** So that whoever edits the whole page at the same time learns of it. */
  private void touch(StatusPage page, Instant now) {
    page.updatedAt = now;
    StatusPage.flush();
  }

  private StatusPage read(StatusPageId id) {
    return reach.require(StatusPage.named(access.account(), id.uuid()), Scope.STATUSPAGE_READ);
  }

  private StatusPage locked(StatusPageId id) {
    return reach.require(StatusPage.locked(access.account(), id.uuid()), Scope.STATUSPAGE_UPDATE);
  }

  private static StatusPageComponent find(StatusPage page, ComponentId component) {
    return StatusPageComponent.named(page.accountId, page.id, component.uuid())
        .orElseThrow(Problem::notFound);
  }

  private StatusPageView view(StatusPage page) {
    return views.of(access.account(), page);
  }

  private ComponentView shown(StatusPage page, UUID component) {
    return view(page).components().stream()
        .filter(one -> one.id().uuid().equals(component))
        .findFirst()
        .orElseThrow(Problem::notFound);
  }

  private void fire(StatusPage page, Instant now, List<Change> changes) {
    events.fire(
        new StatusPageChanged(
            access.account(),
            access.actor(),
            Subject.of("status_page", new StatusPageId(page.id), page.name),
            now,
            "statuspage.updated",
            changes));
  }

  void hear(@Observes MonitorDeleted event) {
    MonitorId monitor = event.monitor();
    StatusPageComponent.leave(event.account(), monitor.uuid());
  }

  void hear(@Observes CategoryDeleted event) {
    StatusPage.forget(event.account(), event.category().uuid());
  }

  void hear(@Observes GroupDeleted event) {
    StatusPage.forget(event.account(), event.group().uuid());
  }
}
