package dev.belfry.monitor.round;

import dev.belfry.platform.claim.Claims;
import io.netty.util.HashedWheelTimer;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Looks at every monitor when it is due. A round claims what comes due before the next round, and a
 * timing wheel starts each look at its moment. What is overdue is claimed beside it, due longest
 * first, and made up for at a pace, so that it neither comes all at once nor holds up what is on
 * time. No more is claimed than may be under way, none of accounts that have their share of it, and
 * at least half of what is left is for what is overdue, so that nobody is passed over each time.
 */
@ApplicationScoped
class MonitorRounds {
  private static final Duration AHEAD = Duration.ofMillis(1_500);
  private static final Duration OVERDUE = Duration.ofSeconds(2);

  /** Whoever stands longer than this in line gets another beat. */
  private static final Duration CROWDED = Duration.ofMillis(50);

  private static final int BATCH = 500;

  private final DueMonitors due;
  private final Looks looks;
  private final InstantSource clock;
  private final Duration gap;
  private final HashedWheelTimer wheel = new HashedWheelTimer(20, TimeUnit.MILLISECONDS, 512);
  private final Pace onTime = new Pace(System.nanoTime());
  private final Pace makingUp = new Pace(System.nanoTime());
  private final ClockWatch watch = new ClockWatch();
  private volatile int overdue;
  private int backlog;
  private Instant reached = Instant.EPOCH;

  MonitorRounds(
      DueMonitors due, Looks looks, InstantSource clock, RoundMeters meters, RoundsConfig config) {
    this.due = due;
    this.looks = looks;
    this.clock = clock;
    this.gap = Duration.ofSeconds(1).dividedBy(config.looksPerSecond());
    meters.gauge("belfry.look.overdue", "Looks overdue that nobody has taken", () -> overdue);
  }

  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void round() throws SQLException {
    Instant now = clock.instant();
    if (watch.wasSetBack(now, System.nanoTime())) {
      due.bringBack(now);
    }
    due.giveBack(looks.giveUpLate());
    overdue = due.overdue(now.minus(OVERDUE));
    backlog = overdue == 0 ? 0 : Math.max(backlog, overdue);
    int room = overdue == 0 ? looks.room() : looks.room() / 2;
    claim(new Claims.Due(now.minus(OVERDUE), now.plus(AHEAD)), room, onTime, gap);
    if (overdue > 0) {
      makeUp(now.minus(OVERDUE), Pace.gap(backlog, gap));
    }
  }

  /** Goes on where it ended: those that come back each time keep nobody from his turn. */
  private void makeUp(Instant before, Duration apart) throws SQLException {
    Instant from = reached;
    reached = claim(new Claims.Due(from, before), looks.room(), makingUp, apart);
    if (reached.equals(Instant.EPOCH) && !from.equals(Instant.EPOCH)) {
      reached = claim(new Claims.Due(reached, before), looks.room(), makingUp, apart);
    }
  }

  /** Answers when the last one was due; the epoch where there are no more. */
  private Instant claim(Claims.Due when, int room, Pace pace, Duration apart) throws SQLException {
    Instant last = when.after();
    int left = room;
    int most;
    int claimed;
    do {
      Duration free = AHEAD.minus(pace.ahead(System.nanoTime()));
      // Never all that is left, as one batch may be of one account.
      most = (int) Math.min(Math.min(BATCH, Math.ceilDiv(left, 4)), free.dividedBy(apart));
      if (most <= 0) {
        return last;
      }
      DueMonitors.Claimed some = start(when, most, pace, apart);
      last = some.monitors().isEmpty() ? last : some.monitors().getLast().due();
      claimed = some.rows();
      left -= claimed;
    } while (claimed == most);
    return Instant.EPOCH;
  }

  private DueMonitors.Claimed start(Claims.Due when, int most, Pace pace, Duration apart)
      throws SQLException {
    DueMonitors.Claimed claimed = due.claim(when, most, looks.full());
    Instant now = clock.instant();
    long nanos = System.nanoTime();
    for (ClaimedMonitor monitor : claimed.monitors()) {
      looks.take(monitor);
      long wish = nanos + Math.max(0, Duration.between(now, monitor.due()).toNanos());
      long start = pace.place(wish, apart);
      boolean crowded = start - wish > CROWDED.toNanos();
      wheel.newTimeout(timeout -> begin(monitor, crowded), start - nanos, TimeUnit.NANOSECONDS);
    }
    return claimed;
  }

  /** Nobody waits for it. */
  @SuppressWarnings("FutureReturnValueIgnored")
  private void begin(ClaimedMonitor monitor, boolean crowded) {
    looks.look(monitor, crowded);
  }

  /**
   * Looks at all that is due at this moment and waits for it; answers how many looks there were.
   */
  int runDue() throws SQLException {
    Claims.Due now = new Claims.Due(Instant.EPOCH, clock.instant());
    int looked = 0;
    DueMonitors.Claimed claimed;
    do {
      claimed = due.claim(now, BATCH, Set.of());
      List<CompletableFuture<Boolean>> made = new ArrayList<>();
      for (ClaimedMonitor monitor : claimed.monitors()) {
        looks.take(monitor);
        made.add(looks.look(monitor, false));
      }
      CompletableFuture.allOf(made.toArray(CompletableFuture[]::new)).join();
      looked += made.size();
    } while (claimed.rows() == BATCH);
    return looked;
  }

  @PreDestroy
  void stop() {
    wheel.stop();
  }
}
