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
class Judgement {
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
   * Judges by the state of now, whatever it was when the look began. A monitor that was deleted or
   * paused meanwhile is left alone.
   *
   * @param due the beat that this look served; null for one beside the beat
   */
  void judge(AccountId account, MonitorId id, Look look, Instant at, @Nullable Instant due) {
    accounts.in(
        account,
        () -> {
          Optional<MonitorState> state = MonitorState.locked(account, id);
          Optional<Monitor> monitor = Monitor.named(account, id);
          if (state.isPresent()
              && monitor.isPresent()
              && state.get().status != MonitorStatus.PAUSED) {
            judge(monitor.get(), state.get(), look, at);
            if (due != null) {
              reschedule(monitor.get(), state.get(), due, at);
            }
          }
          return id;
        });
  }

  private void judge(Monitor monitor, MonitorState state, Look look, Instant at) {
    boolean alarmed = state.alarmed;
    state.stand(monitor.thresholds().after(state.standing(), look.verdict(), look.latencyMs()), at);
    state.saw(look, at);
    AccountId account = new AccountId(monitor.accountId);
    LookView view = LookView.of(look, at);
    recorded.fire(new LookRecorded(account, new MonitorId(monitor.id), view));
    if (!alarmed && state.alarmed) {
      wentDown.fire(new MonitorWentDown(account, MonitorBrief.of(monitor, state), view));
    } else if (alarmed && !state.alarmed) {
      cameUp.fire(new MonitorCameUp(account, MonitorBrief.of(monitor, state), view));
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
