package dev.belfry.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belfry.access.Access;
import dev.belfry.access.Quota;
import dev.belfry.access.grant.Place;
import dev.belfry.access.grant.Scope;
import dev.belfry.monitor.report.Reporters;
import dev.belfry.platform.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Many monitors made or changed one after the other, each by itself, in one transaction. */
@ApplicationScoped
@Transactional
public class MonitorSeries {
  private static final int ASKED = 1_000;
  private static final int MOST_WRONG = 20;
  private static final Duration APART = Duration.ofMillis(20);

  private final Access access;
  private final Quota quota;
  private final MonitorReach reach;
  private final MonitorEdits edits;
  private final Reporters reporters;

  MonitorSeries(
      Access access, Quota quota, MonitorReach reach, MonitorEdits edits, Reporters reporters) {
    this.access = access;
    this.quota = quota;
    this.reach = reach;
    this.edits = edits;
    this.reporters = reporters;
  }

  /** What is done with a body whose key a monitor has already. */
  public enum OnExisting {
    /** Refuse it. */
    FAIL,
    /** Change the monitor by what the body says; what it leaves out stays. */
    UPDATE,
    /** Leave the monitor as it is. */
    SKIP
  }

  /** What became of one body. */
  public enum Outcome {
    CREATED,
    UPDATED,
    UNCHANGED,
    SKIPPED,
    REFUSED
  }

  /**
   * What became of one body.
   *
   * @param monitor null where it was refused
   * @param refused why; null where it was not
   */
  public record Done(Outcome outcome, @Nullable MonitorId monitor, @Nullable Problem refused) {}

  /**
   * Makes or changes each by itself, all in one transaction: what is refused leaves no trace, the
   * others stand. They are counted last, so that nobody else waits for long. Their first looks are
   * spread, or those of others at the same host would come late.
   *
   * @param from how many of the same series came before
   * @throws Problem 409 when there is no room for all that were made; then there is none
   */
  public List<Done> applyAll(List<? extends JsonNode> bodies, OnExisting existing, int from) {
    List<Done> done = new ArrayList<>();
    for (JsonNode body : bodies) {
      done.add(apply(body, existing, from + done.size()));
      // Otherwise each query would compare all that were made before.
      Monitor.flush();
      Monitor.getEntityManager().clear();
    }
    long made = done.stream().filter(one -> one.outcome() == Outcome.CREATED).count();
    if (made > 0) {
      quota.take(access.account(), MonitorService.RESOURCE, (int) made);
    }
    return done;
  }

  private Done apply(JsonNode body, OnExisting existing, int place) {
    try {
      Monitor there =
          existing == OnExisting.FAIL
              ? null
              : Monitor.withKey(access.account(), body.path("key").asText()).orElse(null);
      MonitorId id = there == null ? null : new MonitorId(there.id);
      // One that is not seen is there all the same: the key is taken.
      if (there == null || id == null || reach.visible(List.of(id)).isEmpty()) {
        return new Done(
            Outcome.CREATED, edits.make(body, APART.multipliedBy(place)).monitor().id(), null);
      }
      if (existing == OnExisting.SKIP) {
        return new Done(Outcome.SKIPPED, id, null);
      }
      long before = there.version;
      boolean same = edits.patch(id, body, null).version() == before;
      return new Done(same ? Outcome.UNCHANGED : Outcome.UPDATED, id, null);
    } catch (Problem refused) {
      return new Done(Outcome.REFUSED, null, shortened(refused));
    }
  }

  /** Many are kept until all are done. */
  private static Problem shortened(Problem refused) {
    return refused.errors().size() <= MOST_WRONG
        ? refused
        : Problem.of(refused.type(), refused.detail(), refused.errors().subList(0, MOST_WRONG));
  }

  /** A monitor as it would be made again; secrets are {@code ***}. */
  public record Made(MonitorId monitor, ObjectNode body) {}

  /** Those that match and are within reach, oldest first, from one of them on. */
  public List<Made> bodies(MonitorQuery query, @Nullable MonitorId after, int most) {
    List<UUID> ids =
        query.after(
            access.account(),
            access.pairs(Scope.MONITOR_READ),
            after == null ? null : after.uuid(),
            most);
    return ids.isEmpty() ? List.of() : edits.bodies(ids);
  }

  /** Those of these on whose whole the caller does not hold the scope. */
  public List<MonitorId> outOfReach(List<MonitorId> ids, Scope scope) {
    List<MonitorId> beyond = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += ASKED) {
      List<UUID> some =
          ids.subList(from, Math.min(ids.size(), from + ASKED)).stream()
              .map(MonitorId::uuid)
              .toList();
      Map<UUID, Set<UUID>> in = MonitorGroup.ofAll(access.account().uuid(), some);
      Monitor.withStates(access.account(), some).stream()
          .map(MonitorQuery.Found::monitor)
          .filter(one -> !reaches(scope, one.place(in.getOrDefault(one.id, Set.of()))))
          .forEach(one -> beyond.add(new MonitorId(one.id)));
      Monitor.getEntityManager().clear();
    }
    return beyond;
  }

  private boolean reaches(Scope scope, Place place) {
    return access.caller().rights().allows(scope, place);
  }

  /** Those of these at which nobody looks. */
  public Set<MonitorId> reporting(List<MonitorId> ids) {
    return Monitor.withStates(access.account(), ids.stream().map(MonitorId::uuid).toList()).stream()
        .map(MonitorQuery.Found::monitor)
        .filter(one -> reporters.have(one.kind))
        .map(one -> new MonitorId(one.id))
        .collect(Collectors.toSet());
  }

  /** The types of those that match and are within reach. */
  public List<String> kinds(MonitorQuery query) {
    return query.kinds(access.account(), access.pairs(Scope.MONITOR_READ));
  }
}
