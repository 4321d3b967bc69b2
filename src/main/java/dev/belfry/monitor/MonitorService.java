package dev.belfry.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.belfry.access.Access;
import dev.belfry.access.Quota;
import dev.belfry.access.grant.Scope;
import dev.belfry.account.category.CategoryDeleted;
import dev.belfry.account.group.GroupDeleted;
import dev.belfry.monitor.MonitorReach.Held;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.page.Page;
import dev.belfry.platform.page.PageRequest;
import dev.belfry.platform.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The life of monitors, as people and programs edit them. */
@ApplicationScoped
@Transactional
public class MonitorService {
  static final String RESOURCE = "monitors";
  private static final int TRIES = 20;
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Access access;
  private final Quota quota;
  private final MonitorReach reach;
  private final MonitorEdits edits;
  private final Judgement judgement;
  private final Event<MonitorDeleted> deleted;
  private final InstantSource clock;

  MonitorService(
      Access access,
      Quota quota,
      MonitorReach reach,
      MonitorEdits edits,
      Judgement judgement,
      Event<MonitorDeleted> deleted,
      InstantSource clock) {
    this.access = access;
    this.quota = quota;
    this.reach = reach;
    this.edits = edits;
    this.judgement = judgement;
    this.deleted = deleted;
    this.clock = clock;
  }

  /** A monitor with the version that edits compare. */
  public record Versioned(MonitorView monitor, long version) {}

  public Versioned create(JsonNode body) {
    Versioned made = make(body);
    quota.take(access.account(), RESOURCE, 1);
    return made;
  }

  /**
   * Programs make many at once behind one parent; we hold nothing yet, and so can wait a little.
   */
  private Versioned make(JsonNode body) {
    for (int tries = 1; ; tries++) {
      try {
        return edits.make(body);
      } catch (Problem problem) {
        if (!Parents.isBusy(problem) || tries == TRIES) {
          throw problem;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  public Page<MonitorView> list(MonitorQuery query, PageRequest page) {
    MonitorQuery.Listed listed =
        query.list(access.account(), access.pairs(Scope.MONITOR_READ), page);
    List<UUID> ids = listed.found().stream().map(found -> found.monitor().id).toList();
    Map<UUID, Set<UUID>> in = MonitorGroup.ofAll(access.account().uuid(), ids);
    Map<UUID, Set<UUID>> behind = MonitorParent.ofAll(access.account().uuid(), ids);
    return Page.of(
        reach.views(
            listed.found().stream()
                .map(
                    found ->
                        new Held(
                            found.monitor(),
                            in.getOrDefault(found.monitor().id, Set.of()),
                            behind.getOrDefault(found.monitor().id, Set.of()),
                            found.state()))
                .toList()),
        page,
        listed.total());
  }

  /** The ids of those that match and are within reach, oldest first, from one of them on. */
  public List<MonitorId> matching(MonitorQuery query, @Nullable MonitorId after, int most) {
    return query
        .after(
            access.account(),
            access.pairs(Scope.MONITOR_READ),
            after == null ? null : after.uuid(),
            most)
        .stream()
        .map(MonitorId::new)
        .toList();
  }

  public Versioned get(MonitorId id) {
    MonitorReach.Found found = reach.find(id, Scope.MONITOR_READ);
    return edits.versioned(
        new Held(found.monitor(), found.groups(), found.parents(), reach.state(id)));
  }

  public Versioned replace(MonitorId id, JsonNode body, @Nullable String ifMatch) {
    return edits.replace(id, body, ifMatch);
  }

  public Versioned patch(MonitorId id, JsonNode patch, @Nullable String ifMatch) {
    return edits.patch(id, patch, ifMatch);
  }

  /** The same without a look at it: answers whether that changed it. */
  public boolean change(MonitorId id, JsonNode patch) {
    Held held = reach.hold(id, Scope.MONITOR_UPDATE, null);
    long before = held.monitor().version;
    return edits.patch(held, patch).version() != before;
  }

  /**
   * Gives it tags, or takes them away; answers whether that changed it.
   *
   * @param on whether it is to have these tags, or none of them
   */
  public boolean tag(MonitorId id, List<String> tags, boolean on) {
    Held held = reach.hold(id, Scope.MONITOR_UPDATE, null);
    Set<String> after = new LinkedHashSet<>(held.monitor().tags);
    boolean differs = on ? after.addAll(tags) : after.removeAll(tags);
    ArrayNode patched = JsonNodeFactory.instance.arrayNode();
    after.forEach(patched::add);
    edits.patch(held, JsonNodeFactory.instance.objectNode().set("tags", patched));
    return differs;
  }

  public void delete(MonitorId id) {
    Held held = reach.hold(id, Scope.MONITOR_DELETE, null);
    Monitor monitor = held.monitor();
    List<Change> last = edits.last(held);
    judgement.leave(monitor, held.state(), "The monitor was deleted.", clock.instant());
    deleted.fire(
        new MonitorDeleted(
            access.account(),
            access.actor(),
            MonitorEdits.subject(monitor),
            clock.instant(),
            id,
            last));
    quota.release(access.account(), RESOURCE);
    Monitor.delete("accountId = ?1 and id = ?2", monitor.accountId, monitor.id);
  }

  /** For rooms above: whether the caller may see this monitor. @throws Problem 404 when not */
  public void requireVisible(MonitorId id) {
    reach.find(id, Scope.MONITOR_READ);
  }

  /** For rooms above: those of these monitors that the caller may see. */
  public Set<MonitorId> visible(Collection<MonitorId> ids) {
    return reach.visible(ids);
  }

  /** For rooms above, whoever asks: what it lies behind. */
  public Set<MonitorId> parents(AccountId account, MonitorId id) {
    return MonitorParent.ofAll(account.uuid(), List.of(id.uuid()))
        .getOrDefault(id.uuid(), Set.of())
        .stream()
        .map(MonitorId::new)
        .collect(Collectors.toSet());
  }

  /** A monitor as it stands and lies now. */
  public record Sight(MonitorBrief brief, Instant statusSince, List<String> tags) {}

  /** For rooms above, whoever asks: those of these that are there, and who may see them. */
  public List<Sight> sights(AccountId account, Collection<MonitorId> ids) {
    List<UUID> wanted = ids.stream().map(MonitorId::uuid).toList();
    if (wanted.isEmpty()) {
      return List.of();
    }
    Map<UUID, Set<UUID>> in = MonitorGroup.ofAll(account.uuid(), wanted);
    return Monitor.withStates(account, wanted).stream()
        .map(
            found ->
                new Sight(
                    MonitorBrief.of(
                        found.monitor(),
                        found.state(),
                        in.getOrDefault(found.monitor().id, Set.of())),
                    found.state().statusSince,
                    found.monitor().tags))
        .toList();
  }

  /** Monitors of a deleted category are in none. */
  void hear(@Observes CategoryDeleted event) {
    Monitor.leave(event.account(), event.category());
  }

  void hear(@Observes GroupDeleted event) {
    MonitorGroup.leave(event.account(), event.group());
  }
}
