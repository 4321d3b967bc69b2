package dev.belfry.bench;

import dev.belfry.house.TestClock;
import dev.belfry.monitor.round.Rounds;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The clock goes, and where rounds are given there is one every second, as in production. */
final class RealTime implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(RealTime.class);

  private final ScheduledExecutorService hands = Executors.newScheduledThreadPool(2);

  RealTime(TestClock clock) {
    repeat(2, () -> clock.advance(Duration.between(clock.instant(), Instant.now())));
  }

  RealTime(TestClock clock, Rounds rounds) {
    this(clock);
    repeat(1_000, rounds::round);
  }

  private interface Beat {
    void run() throws Exception;
  }

  @SuppressWarnings("FutureReturnValueIgnored")
  private void repeat(int millis, Beat beat) {
    hands.scheduleAtFixedRate(
        () -> {
          try {
            beat.run();
          } catch (Exception e) {
            LOG.error("a round failed", e);
          }
        },
        0,
        millis,
        TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    hands.close();
  }
}
