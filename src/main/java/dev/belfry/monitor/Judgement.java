package dev.belfry.monitor;

import dev.belfry.check.Look;
import dev.belfry.check.Verdict;
import dev.belfry.monitor.MonitorTurned.Turn;
import dev.belfry.monitor.standing.Cadence;
import dev.belfry.platform.database.Accounts;
import dev.belfry.platform.event.AccountId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a look that may change a state, alone and with the monitor's state locked: the change, the
 * incident and the news that follow from it are one transaction.
 */
@ApplicationScoped
public class Judgement {
  private final Accounts accounts;
  private final Event<LookRecorded> recorded;
  private final Event<MonitorWentDown> wentDown;
  private final Event<MonitorCameUp> cameUp;
  private final Event<MonitorTurned> turned;

  Judgement(
      Accounts accounts,
      Event<LookRecorded> recorded,
      Event<MonitorWentDown> wentDown,
      Event<MonitorCameUp> cameUp,
      Event<MonitorTurned> turned) {
    this.accounts = accounts;
    this.recorded = recorded;
    this.wentDown = wentDown;
    this.cameUp = cameUp;
    this.turned = turned;
  }

  /**
   * A look that was made.
   *
   * @param era of the definition by which it was made
   * @param due the beat that it served; null for one beside the beat
   */
  public record Made(MonitorId monitor, long era, Look look, Instant at, @Nullable Instant due) {}

  /** Judges for Belfry itself, in a transaction of its own. */
  public void judge(AccountId account, Made made) {
    accounts.in(
        account,
        () -> {
          judgeIn(account, made);
          return made;
        });
  }

  /**
   * Judges by the state of now, whatever it was when the look began, in the caller's transaction. A
   * monitor that was deleted, edited or paused meanwhile is left alone; a look that was overtaken
   * by a later one is history only.
   */
  public void judgeIn(AccountId account, Made made) {
    Optional<MonitorState> state = MonitorState.locked(account, made.monitor());
    Optional<Monitor> monitor = Monitor.named(account, made.monitor());
    if (state.isEmpty() || monitor.isEmpty() || isOfAnotherTime(state.get(), made)) {
      return;
    }
    boolean heard = state.get().settle(made.at());
    Instant last = state.get().lastCheckedAt;
    if (last != null && made.at().isBefore(last)) {
      recorded.fire(new LookRecorded(account, made.monitor(), LookView.of(made.look(), made.at())));
      if (heard) {
        tellWhatWasHeld(monitor.get(), state.get(), made.at());
      }
    } else {
      judge(monitor.get(), state.get(), made, heard);
    }
    if (made.due() != null) {
      reschedule(monitor.get(), state.get(), made.due(), made.at());
    }
  }

  /**
   * Locks the state of a monitor in the caller's transaction, as whoever judges or edits it does
   * first.
   *
   * @return the era of its definition; empty where it is gone or paused
   */
  public Optional<Long> hold(AccountId account, MonitorId monitor) {
    return MonitorState.locked(account, monitor)
        .filter(state -> state.status != MonitorStatus.PAUSED)
        .map(state -> state.era);
  }

  /**
   * Takes the alarm of a monitor back for somebody who says that it is over; the next bad look
   * raises it again. In the caller's transaction; locks the state.
   */
  public void silence(AccountId account, MonitorId monitor, Instant at) {
    MonitorState.locked(account, monitor)
        .filter(state -> state.standing().alarmed())
        .ifPresent(state -> state.stand(state.standing().silence(), at));
  }

  private static boolean isOfAnotherTime(MonitorState state, Made made) {
    return state.status == MonitorStatus.PAUSED || state.era != made.era();
  }

  /**
   * @param heard whether what was held back in a time that is over is to be told with it
   */
  private void judge(Monitor monitor, MonitorState state, Made made, boolean heard) {
    Look look = made.look();
    Instant at = made.at();
    boolean muted = state.muted().covers(at);
    Standing before = state.standing();
    Set<UUID> holders =
        look.verdict() == Verdict.UNKNOWN || before.alarmed()
            ? Set.of()
            : MonitorParent.allDown(monitor);
    Standing after =
        monitor
            .thresholds()
            .after(before, look.verdict(), look.latencyMs(), muted || !holders.isEmpty());
    state.stand(after, at);
    state.saw(look, at);
    AccountId account = new AccountId(monitor.accountId);
    LookView view = LookView.of(look, at);
    recorded.fire(new LookRecorded(account, new MonitorId(monitor.id), view));
    Standing known = heard ? before.toldAs(state.told) : before;
    if (!after.tellsTheSameAs(known)) {
      Set<MonitorId> parents = holders.stream().map(MonitorId::new).collect(Collectors.toSet());
      MonitorBrief brief = MonitorBrief.of(monitor, state, MonitorGroup.of(monitor));
      tell(known, after, new Seen(account, brief, view, parents, muted, at));
    }
  }

  /**
   * Shows what a monitor that is muted no more, or is from now on, has become; what is still down
   * is told. In a transaction of its own; the next look does the same, if it comes first.
   */
  public void settle(AccountId account, MonitorId id, Instant now) {
    accounts.in(
        account,
        () -> {
          Optional<MonitorState> state = MonitorState.locked(account, id);
          Optional<Monitor> monitor = Monitor.named(account, id);
          if (state.isPresent() && monitor.isPresent() && state.get().settle(now)) {
            tellWhatWasHeld(monitor.get(), state.get(), now);
          }
          return id;
        });
  }

  /**
   * For whoever has just written when a monitor is muted, in his transaction: has its state, which
   * he may hold, read again and shown.
   */
  public void mutesChanged(AccountId account, MonitorId id, Instant now) {
    MonitorState.locked(account, id)
        .ifPresent(
            state -> {
              MonitorState.getEntityManager().refresh(state);
              boolean heard = state.settle(now);
              Optional<Monitor> monitor = Monitor.named(account, id);
              if (heard && monitor.isPresent()) {
                tellWhatWasHeld(monitor.get(), state, now);
              }
            });
  }

  private void tellWhatWasHeld(Monitor monitor, MonitorState state, Instant at) {
    LookView last = LookView.last(state);
    if (last == null) {
      return;
    }
    Standing before = state.standing();
    boolean raises =
        before.suppressed()
            && state.verdict == Verdict.DOWN
            && MonitorParent.allDown(monitor).isEmpty();
    Standing after = raises ? before.raise() : before;
    state.stand(after, at);
    MonitorBrief brief = MonitorBrief.of(monitor, state, MonitorGroup.of(monitor));
    AccountId account = new AccountId(monitor.accountId);
    tell(before.toldAs(state.told), after, new Seen(account, brief, last, Set.of(), false, at));
  }

  /**
   * Stops, in the caller's transaction, with the state locked. Nobody looks any more, so nobody
   * would ever find over what was told of it and lasts: that ends now. Its outage is ended by the
   * room of incidents.
   *
   * @param why a sentence, such as "The monitor was paused."
   */
  void leave(Monitor monitor, MonitorState state, String why, Instant now) {
    boolean muted = state.muted().covers(now);
    Standing known = muted ? state.standing().toldAs(state.told) : state.standing();
    state.pause(now);
    MonitorBrief brief = MonitorBrief.of(monitor, state, MonitorGroup.of(monitor));
    LookView look = LookView.of(Look.unknown("not_looked_at", why), now);
    Seen seen = new Seen(new AccountId(monitor.accountId), brief, look, Set.of(), false, now);
    turn(known.overdue(), Turn.LOOKED_AT, seen);
    turn(known.flapping(), Turn.FLAPPING_STOPPED, seen);
    turn(known.degradedTold(), Turn.RECOVERED, seen);
  }

  private record Seen(
      AccountId account,
      MonitorBrief monitor,
      LookView look,
      Set<MonitorId> holders,
      boolean muted,
      Instant at) {}

  private void tell(Standing before, Standing after, Seen seen) {
    turn(!before.overdue() && after.overdue(), Turn.OVERDUE, seen);
    turn(before.overdue() && !after.overdue(), Turn.LOOKED_AT, seen);
    turn(!before.flapping() && after.flapping(), Turn.FLAPPING, seen);
    turn(before.flapping() && !after.flapping(), Turn.FLAPPING_STOPPED, seen);
    turn(!before.suppressed() && after.suppressed(), Turn.DOWN_SUPPRESSED, seen);
    if (after.alarmed() && !before.alarmed()) {
      boolean again = before.alarm() == Standing.Alarm.SILENCED;
      wentDown.fire(
          new MonitorWentDown(seen.account(), seen.monitor(), seen.look(), again, seen.at()));
    } else if (before.alarm() != Standing.Alarm.NONE && after.alarm() == Standing.Alarm.NONE) {
      cameUp.fire(new MonitorCameUp(seen.account(), seen.monitor(), seen.look()));
    }
    turn(!before.degradedTold() && after.degradedTold(), Turn.DEGRADED, seen);
    turn(before.degradedTold() && !after.degradedTold(), Turn.RECOVERED, seen);
  }

  /** While it is muted, only for the log book that it is. */
  private void turn(boolean happened, Turn turn, Seen seen) {
    if (happened && (turn == Turn.DOWN_SUPPRESSED || !seen.muted())) {
      turned.fire(
          new MonitorTurned(
              seen.account(),
              seen.monitor(),
              turn,
              seen.look(),
              turn == Turn.DOWN_SUPPRESSED ? seen.holders() : Set.of(),
              seen.at()));
    }
  }

  /**
   * Says that nobody has looked for too long, once, if it is still so: in a transaction of its own.
   *
   * @return whether it was said now
   */
  public boolean overdue(AccountId account, MonitorId id, Instant now) {
    return accounts.in(
        account,
        () -> {
          Optional<MonitorState> found = MonitorState.locked(account, id);
          Optional<Monitor> monitor = Monitor.named(account, id);
          if (found.isEmpty() || monitor.isEmpty() || !isOverdue(found.get(), monitor.get(), now)) {
            return false;
          }
          MonitorState state = found.get();
          if (state.settle(now)) {
            tellWhatWasHeld(monitor.get(), state, now);
          }
          state.stand(state.standing().unknown(true), now);
          if (state.muted().covers(now)) {
            return true;
          }
          MonitorBrief brief =
              MonitorBrief.of(monitor.get(), state, MonitorGroup.of(monitor.get()));
          turned.fire(
              new MonitorTurned(account, brief, Turn.OVERDUE, LookView.last(state), Set.of(), now));
          return true;
        });
  }

  private static boolean isOverdue(MonitorState state, Monitor monitor, Instant now) {
    Instant due = state.dueAt;
    return !state.overdue
        && due != null
        && Cadence.isOverdue(due, monitor.interval(), Duration.ofSeconds(state.leaseSeconds), now);
  }

  /** Not when somebody has set another due time since, as an edit does. */
  private static void reschedule(Monitor monitor, MonitorState state, Instant due, Instant now) {
    if (due.equals(state.dueAt)) {
      Integer retry = monitor.retryIntervalSeconds;
      Duration interval =
          retry != null && monitor.thresholds().doubts(state.standing())
              ? Duration.ofSeconds(retry)
              : monitor.interval();
      state.dueAt(Cadence.next(due, interval, now));
    }
  }
}
