package dev.belfry.monitor;

import dev.belfry.check.Look;
import dev.belfry.platform.database.Accounts;
import dev.belfry.platform.event.AccountId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;
import java.util.Optional;
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

  Judgement(
      Accounts accounts,
      Event<LookRecorded> recorded,
      Event<MonitorWentDown> wentDown,
      Event<MonitorCameUp> cameUp) {
    this.accounts = accounts;
    this.recorded = recorded;
    this.wentDown = wentDown;
    this.cameUp = cameUp;
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
    Instant last = state.get().lastCheckedAt;
    if (last != null && made.at().isBefore(last)) {
      recorded.fire(new LookRecorded(account, made.monitor(), LookView.of(made.look(), made.at())));
    } else {
      judge(monitor.get(), state.get(), made.look(), made.at());
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
        .filter(state -> state.alarmed)
        .ifPresent(state -> state.stand(state.standing().silence(), at));
  }

  private static boolean isOfAnotherTime(MonitorState state, Made made) {
    return state.status == MonitorStatus.PAUSED || state.era != made.era();
  }

  private void judge(Monitor monitor, MonitorState state, Look look, Instant at) {
    Standing before = state.standing();
    state.stand(monitor.thresholds().after(state.standing(), look.verdict(), look.latencyMs()), at);
    state.saw(look, at);
    AccountId account = new AccountId(monitor.accountId);
    LookView view = LookView.of(look, at);
    recorded.fire(new LookRecorded(account, new MonitorId(monitor.id), view));
    MonitorBrief brief = MonitorBrief.of(monitor, state, MonitorGroup.of(monitor));
    if (state.alarmed && !before.alarmed()) {
      wentDown.fire(new MonitorWentDown(account, brief, view, before.silenced()));
    } else if (before.isDown() && !state.standing().isDown()) {
      cameUp.fire(new MonitorCameUp(account, brief, view));
    }
  }

  /** Not when somebody has set another due time since, as an edit does. */
  private static void reschedule(Monitor monitor, MonitorState state, Instant due, Instant now) {
    if (due.equals(state.dueAt)) {
      boolean doubtful = state.failures > 0 && !state.alarmed;
      Integer retry = monitor.retryIntervalSeconds;
      java.time.Duration interval =
          doubtful && retry != null ? java.time.Duration.ofSeconds(retry) : monitor.interval();
      state.dueAt(Cadence.next(due, interval, now));
    }
  }
}
