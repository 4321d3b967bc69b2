package dev.belfry.incident;

import dev.belfry.access.grant.Place;
import dev.belfry.incident.IncidentStory.Telling;
import dev.belfry.incident.IncidentUpdate.Said;
import dev.belfry.incident.grouping.GroupBy;
import dev.belfry.incident.grouping.GroupKeys;
import dev.belfry.incident.grouping.Grouping;
import dev.belfry.incident.grouping.Groupings;
import dev.belfry.monitor.MonitorBrief;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorService;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.id.TypeId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which incident an outage belongs to. In the transaction of the look, which holds the monitor's
 * state: that is locked before the group, and the group before an incident.
 */
@ApplicationScoped
class Outages {
  /** As many outages are one incident at most. */
  static final int MOST_MONITORS = 500;

  private static final int TRIES = 5;

  private final IncidentStory story;
  private final Groupings groupings;
  private final MonitorService monitors;

  Outages(IncidentStory story, Groupings groupings, MonitorService monitors) {
    this.story = story;
    this.groupings = groupings;
    this.monitors = monitors;
  }

  /** One that a person had left open, or that goes on for another monitor, goes on. */
  void begin(AccountId account, MonitorBrief monitor, String message, Instant at) {
    Optional<Incident> known = lockedOf(account, monitor.id());
    if (known.isPresent()) {
      if (!IncidentMonitor.isDown(known.get(), monitor.id().uuid())) {
        join(known.get(), monitor, " is down again: " + message, at);
      }
      return;
    }
    Set<String> keys = keys(account, monitor);
    if (keys.isEmpty()) {
      open(account, monitor, message, at);
      return;
    }
    GroupKeys.lock(account);
    Instant since = at.minus(groupings.of(account).window());
    Incident incident =
        joinable(account, keys, since)
            .map(
                one -> {
                  join(one, monitor, " is down too: " + message, at);
                  return one;
                })
            .orElseGet(() -> open(account, monitor, message, at));
    GroupKeys.add(account, incident.id, keys);
  }

  private Set<String> keys(AccountId account, MonitorBrief monitor) {
    Grouping grouping = groupings.of(account);
    if (grouping.by() == GroupBy.NONE) {
      return Set.of();
    }
    List<UUID> parents =
        grouping.by() == GroupBy.PARENT
            ? monitors.parents(account, monitor.id()).stream().map(MonitorId::uuid).toList()
            : List.of();
    List<String> tags =
        grouping.by() == GroupBy.TAG
            ? monitors.sights(account, List.of(monitor.id())).stream()
                .flatMap(sight -> sight.tags().stream())
                .toList()
            : List.of();
    return grouping.keys(monitor.id().uuid(), monitor.place().category(), parents, tags);
  }

  private static Optional<Incident> joinable(AccountId account, Set<String> keys, Instant since) {
    return GroupKeys.open(account, keys, since).stream()
        .flatMap(id -> Incident.locked(account, id).stream())
        .filter(
            one ->
                one.isOpen()
                    && one.mergedInto == null
                    && IncidentMonitor.number(one) < MOST_MONITORS)
        .findFirst();
  }

  private Incident open(AccountId account, MonitorBrief monitor, String message, Instant at) {
    Incident incident = new Incident();
    incident.id = TypeId.next();
    incident.accountId = account.uuid();
    incident.monitorId = monitor.id().uuid();
    incident.categoryId = monitor.place().category();
    incident.groupIds = groups(monitor.place()).stream().sorted().toList();
    incident.title = monitor.name() + " is down";
    incident.origin = Origin.MONITOR;
    incident.status = IncidentStatus.INVESTIGATING;
    incident.impact = Impact.HIGH;
    incident.startedAt = at;
    incident.outageAt = at;
    incident.createdAt = at;
    incident.updatedAt = at;
    incident.persist();
    IncidentMonitor.fell(incident, monitor.id().uuid(), at);
    story.open(incident, Said.automatic(message), Actor.SYSTEM, at);
    return incident;
  }

  private void join(Incident incident, MonitorBrief monitor, String what, Instant at) {
    IncidentMonitor.fell(incident, monitor.id().uuid(), at);
    incident.outageAt = at;
    story.tell(incident, telling(incident, monitor, what), Actor.SYSTEM, at);
  }

  /**
   * Whoever hears of the incident may not know of a monitor that lies elsewhere: the story tells it
   * by name to those who see it, and others hear no name.
   */
  private static Telling telling(Incident incident, MonitorBrief monitor, String what) {
    String named = monitor.name() + what;
    boolean together =
        monitor.place().equals(new Place(incident.categoryId, Set.copyOf(incident.groupIds)));
    return together
        ? Telling.automatic(named)
        : new Telling(
            Said.automatic(named).about(monitor.id().uuid()),
            "Another monitor changed its state.",
            true);
  }

  /** The monitor came up: so did its incident, if it was the last. */
  void end(AccountId account, MonitorBrief monitor, String message, Instant at) {
    held(account, monitor.id())
        .ifPresent(
            incident -> {
              Telling up = telling(incident, monitor, " is up again: " + message);
              boolean named = up.said().about() == null;
              settle(
                  incident,
                  named ? Telling.automatic(message) : Telling.automatic("All is up again."),
                  up,
                  new Done(Actor.SYSTEM, at));
            });
  }

  /** Nobody looks at the monitor any more, so nobody would ever find it up. */
  void drop(AccountId account, MonitorId monitor, String message, Done done) {
    held(account, monitor)
        .ifPresent(
            incident -> {
              Telling telling = Telling.done(message, done.actor());
              settle(incident, telling, telling, done);
            });
  }

  /** By whom and when. */
  record Done(Actor actor, Instant at) {}

  /** A person who opened an incident says when it is over. */
  private void settle(Incident incident, Telling last, Telling oneOfMany, Done done) {
    boolean over =
        !incident.isByHand()
            && IncidentMonitor.down(IncidentStory.account(incident), incident.id).isEmpty();
    if (over) {
      story.resolve(incident, last, done.actor(), done.at());
    } else {
      story.tell(incident, oneOfMany, done.actor(), done.at());
    }
  }

  /** The incident in which an outage of it went on until now. */
  private static Optional<Incident> held(AccountId account, MonitorId monitor) {
    return lockedOf(account, monitor).filter(one -> IncidentMonitor.rose(one, monitor.uuid()));
  }

  /** Again, where it was merged or resolved just before we had it. */
  private static Optional<Incident> lockedOf(AccountId account, MonitorId monitor) {
    for (int tries = 0; tries < TRIES; tries++) {
      UUID id = IncidentMonitor.holding(account, monitor).orElse(null);
      if (id == null) {
        return Optional.empty();
      }
      Optional<Incident> incident =
          Incident.locked(account, id).filter(one -> one.isOpen() && one.mergedInto == null);
      if (incident.isPresent()) {
        return incident;
      }
    }
    return Optional.empty();
  }

  private static Set<UUID> groups(Place place) {
    @Nullable Set<UUID> groups = place.groups();
    return groups == null ? Set.of() : groups;
  }
}
