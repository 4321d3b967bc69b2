package dev.belfry.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belfry.access.Access;
import dev.belfry.access.Quota;
import dev.belfry.access.grant.Place;
import dev.belfry.access.grant.Scope;
import dev.belfry.monitor.MonitorReach.Held;
import dev.belfry.monitor.report.Reporters;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Many monitors made or changed, each by itself, in one transaction. */
@ApplicationScoped
@Transactional
public class MonitorSeries {
  private static final int ASKED = 1_000;
  private static final int MOST_WRONG = 20;
  private static final int TOGETHER = 500;
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

  /** What is asked once for many. */
  static final class Known {
    private final Map<Object, Optional<Problem>> answers = new HashMap<>();
    private final Map<String, Monitor.Keyed> there = new HashMap<>();

    Known(AccountId account, List<? extends JsonNode> bodies) {
      Set<String> keys = new HashSet<>();
      bodies.forEach(body -> keys.add(key(body)));
      keys.remove("");
      Monitor.withKeys(account, keys).forEach(one -> there.put(one.key(), one));
    }

    private static String key(JsonNode body) {
      return body.path("key").asText();
    }

    /** Those whose keys these are. */
    Collection<Monitor.Keyed> there() {
      return there.values();
    }

    Optional<Monitor.Keyed> there(JsonNode body) {
      return Optional.ofNullable(there.get(key(body)));
    }

    /**
     * @param what is asked for; of the same the answer is the same
     * @throws Problem that was the answer
     */
    void require(Object what, Runnable ask) {
      answers.computeIfAbsent(what, asked -> refusal(ask)).ifPresent(Known::raise);
    }

    private static Optional<Problem> refusal(Runnable ask) {
      try {
        ask.run();
        return Optional.empty();
      } catch (Problem refused) {
        return Optional.of(refused);
      }
    }

    private static void raise(Problem refused) {
      throw refused;
    }

    /**
     * @throws Problem 409 where a monitor has the key
     */
    void requireFree(@Nullable String key) {
      if (key != null && there.containsKey(key)) {
        throw Monitor.taken(key);
      }
    }

    void made(Monitor monitor) {
      if (monitor.key != null) {
        there.put(monitor.key, new Monitor.Keyed(monitor.key, monitor.id));
      }
    }
  }

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
    Monitor.getEntityManager().unwrap(Session.class).setJdbcBatchSize(TOGETHER);
    for (int next = 0; next < bodies.size(); next += TOGETHER) {
      done.addAll(
          together(
              bodies.subList(next, Math.min(bodies.size(), next + TOGETHER)),
              existing,
              from + next));
      // Otherwise each query would compare all that were made before.
      forget();
      access.heedRevocation();
    }
    long made = done.stream().filter(one -> one.outcome() == Outcome.CREATED).count();
    if (made > 0) {
      quota.take(access.account(), MonitorService.RESOURCE, (int) made);
    }
    return done;
  }

  /**
   * After very many were made: lists of them are planned as for so many. Fails where the tables are
   * held by somebody else; the database does the same by itself, a little later.
   */
  public void analyze() {
    Monitor.getEntityManager()
        .createNativeQuery("select 1 from (select monitor_analyze()) done")
        .getResultList();
  }

  private static void forget() {
    Monitor.flush();
    Monitor.getEntityManager().clear();
  }

  private List<Done> together(List<? extends JsonNode> bodies, OnExisting existing, int from) {
    Known known = new Known(access.account(), bodies);
    // One that is not seen is there all the same: the key is taken.
    Set<MonitorId> seen =
        existing == OnExisting.FAIL
            ? Set.of()
            : reach.visible(known.there().stream().map(one -> new MonitorId(one.id())).toList());
    List<MonitorEdits.Draft> drafts = new ArrayList<>();
    List<Done> done = new ArrayList<>();
    for (JsonNode body : bodies) {
      Monitor.Keyed there =
          known.there(body).filter(one -> seen.contains(new MonitorId(one.id()))).orElse(null);
      try {
        if (there == null) {
          drafts.add(edits.draft(body, known, APART.multipliedBy(from + done.size())));
          MonitorId id = new MonitorId(drafts.getLast().monitor().id);
          done.add(new Done(Outcome.CREATED, id, null));
        } else {
          done.add(new Done(outcome(there, body, existing), new MonitorId(there.id()), null));
        }
      } catch (Problem refused) {
        done.add(new Done(Outcome.REFUSED, null, shortened(refused)));
      }
    }
    edits.make(drafts);
    return done;
  }

  private Outcome outcome(Monitor.Keyed there, JsonNode body, OnExisting existing) {
    if (existing == OnExisting.SKIP) {
      return Outcome.SKIPPED;
    }
    Held held = reach.hold(new MonitorId(there.id()), Scope.MONITOR_UPDATE, null);
    long before = held.monitor().version;
    boolean changed = edits.patch(held, body).version() != before;
    forget();
    return changed ? Outcome.UPDATED : Outcome.UNCHANGED;
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
    UUID account = access.account().uuid();
    List<UUID> ids =
        query.after(
            access.account(),
            access.pairs(Scope.MONITOR_READ),
            after == null ? null : after.uuid(),
            most);
    Map<UUID, Set<UUID>> in = MonitorGroup.ofAll(account, ids);
    Map<UUID, Set<UUID>> behind = MonitorParent.ofAll(account, ids);
    Set<UUID> parents = new HashSet<>();
    behind.values().forEach(parents::addAll);
    Set<UUID> seen = reach.seen(parents);
    behind.values().forEach(some -> some.retainAll(seen));
    return ids.isEmpty()
        ? List.of()
        : Monitor.withStates(access.account(), ids).stream()
            .map(
                found ->
                    edits.made(
                        found,
                        in.getOrDefault(found.monitor().id, Set.of()),
                        behind.getOrDefault(found.monitor().id, Set.of())))
            .toList();
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
