package dev.belfry.bench;

import dev.belfry.house.TestClock;
import dev.belfry.monitor.round.Rounds;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The clock goes, and where rounds are given there is one every second, as in production. */
final class RealTime implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(RealTime.class);

  private final TestClock clock;
  private final ScheduledExecutorService hands = Executors.newScheduledThreadPool(1);

  RealTime(TestClock clock) {
    this.clock = clock;
    // Not by hands of ours, which are late when the machine is busy, and lateness with them.
    clock.isReal(true);
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
    clock.isReal(false);
  }
}
