package dev.belfry.monitor;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belfry.access.Access;
import dev.belfry.access.grant.Scope;
import dev.belfry.monitor.MonitorReach.Held;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.Subject;
import dev.belfry.platform.json.MayBeEmpty;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Stops looking and begins again: by hand, or by itself at the end of a pause that has one. */
@ApplicationScoped
@Transactional
public class MonitorPauses {
  static final String PAUSED = "The monitor was paused.";

  private final Access access;
  private final MonitorReach reach;
  private final Judgement judgement;
  private final Event<MonitorChanged> changed;
  private final InstantSource clock;

  MonitorPauses(
      Access access,
      MonitorReach reach,
      Judgement judgement,
      Event<MonitorChanged> changed,
      InstantSource clock) {
    this.access = access;
    this.reach = reach;
    this.judgement = judgement;
    this.changed = changed;
    this.clock = clock;
  }

  /**
   * How long to pause.
   *
   * @param forSeconds after which it is resumed by itself, at most seven days; absent is until
   *     somebody resumes it
   */
  @RegisterForReflection
  @MayBeEmpty
  @Schema(name = "Pause")
  public record Terms(@Min(1) @Max(604_800) @Nullable Integer forSeconds) {
    @Nullable Instant until(Instant now) {
      return forSeconds == null ? null : now.plusSeconds(forSeconds);
    }
  }

  /**
   * Stops looking. A pause without an end never gets one by this, since somebody wanted it so; of
   * two ends the later holds.
   */
  public MonitorView pause(MonitorId id, Terms terms) {
    Held held = reach.hold(id, Scope.MONITOR_PAUSE, null);
    pause(held, terms);
    return reach.view(held);
  }

  /** The same for one of many; answers whether that changed anything. */
  public boolean pauseOne(MonitorId id, Terms terms) {
    return pause(reach.hold(id, Scope.MONITOR_PAUSE, null), terms);
  }

  private boolean pause(Held held, Terms terms) {
    MonitorState state = held.state();
    Instant now = clock.instant();
    Instant until = terms.until(now);
    boolean paused = state.status == MonitorStatus.PAUSED;
    if (paused && !isLater(state.pausedUntil, until)) {
      return false;
    }
    List<Change> changes = new ArrayList<>();
    if (!paused) {
      judgement.leave(held.monitor(), state, PAUSED, now);
      changes.add(new Change("enabled", BooleanNode.TRUE, BooleanNode.FALSE, false));
    }
    changes.addAll(until(state, until));
    wake(state);
    reach.settle(held.monitor(), state, null, now);
    fire(held.monitor(), access.actor(), "monitor.paused", changes);
    return true;
  }

  /** Looks again, at once. */
  public MonitorView resume(MonitorId id) {
    Held held = reach.hold(id, Scope.MONITOR_PAUSE, null);
    resume(held);
    return reach.view(held);
  }

  /** The same for one of many; answers whether that changed anything. */
  public boolean resumeOne(MonitorId id) {
    return resume(reach.hold(id, Scope.MONITOR_PAUSE, null));
  }

  private boolean resume(Held held) {
    boolean paused = held.state().status == MonitorStatus.PAUSED;
    if (paused) {
      resume(held.monitor(), held.state(), access.actor());
    }
    return paused;
  }

  /**
   * The moment for which somebody was to be woken has come, in a transaction of Belfry itself: what
   * is still paused until then goes on, whoever paused it and whatever he may do now.
   */
  public void end(AccountId account, MonitorId id) {
    Optional<MonitorState> found = MonitorState.locked(account, id);
    Optional<Monitor> monitor = Monitor.named(account, id);
    if (found.isEmpty() || monitor.isEmpty()) {
      return;
    }
    MonitorState state = found.get();
    Instant until = state.pausedUntil;
    if (until != null && !until.isAfter(clock.instant())) {
      resume(monitor.get(), state, Actor.SYSTEM);
    }
    wake(state);
  }

  private void resume(Monitor monitor, MonitorState state, Actor actor) {
    Instant now = clock.instant();
    state.resume(now);
    reach.settle(monitor, state, null, now);
    fire(
        monitor,
        actor,
        "monitor.resumed",
        List.of(new Change("enabled", BooleanNode.FALSE, BooleanNode.TRUE, false)));
  }

  /** Whether a pause until then goes beyond this one; null is a pause without an end. */
  private static boolean isLater(@Nullable Instant held, @Nullable Instant wanted) {
    return held != null && (wanted == null || wanted.isAfter(held));
  }

  private static List<Change> until(MonitorState state, @Nullable Instant until) {
    Instant before = state.pausedUntil;
    state.pausedUntil = until;
    return before == null && until == null
        ? List.of()
        : List.of(
            new Change(
                "paused_until",
                before == null ? NullNode.instance : TextNode.valueOf(before.toString()),
                until == null ? NullNode.instance : TextNode.valueOf(until.toString()),
                false));
  }

  /** Has somebody woken at its end; nobody where it has none. The state is locked. */
  private static void wake(MonitorState state) {
    var manager = Panache.getEntityManager();
    if (state.pausedUntil == null) {
      manager
          .createNativeQuery("delete from monitor_pause where account_id = ?1 and monitor_id = ?2")
          .setParameter(1, state.accountId)
          .setParameter(2, state.monitorId)
          .executeUpdate();
      return;
    }
    manager
        .createNativeQuery(
            """
            insert into monitor_pause (account_id, monitor_id, due_at) values (?1, ?2, ?3)
            on conflict (monitor_id) do update set due_at = excluded.due_at, holder = null, lease_until = null""")
        .setParameter(1, state.accountId)
        .setParameter(2, state.monitorId)
        .setParameter(3, state.pausedUntil)
        .executeUpdate();
  }

  private void fire(Monitor monitor, Actor actor, String action, List<Change> changes) {
    changed.fire(
        new MonitorChanged(
            new AccountId(monitor.accountId),
            actor,
            new Subject(
                "monitor", new MonitorId(monitor.id).text(), monitor.name, monitor.categoryId),
            clock.instant(),
            action,
            changes));
  }
}
