package dev.belfry.platform.time;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** A line of the log at most once a minute, with how often it happened since the last one. */
public final class CountedLine {
  private static final long MINUTE = 60_000;

  private final Logger log;
  private final String text;
  private final InstantSource clock;
  private final AtomicLong times = new AtomicLong();
  private final AtomicLong logged = new AtomicLong();

  /**
   * @param text what happened
   */
  public CountedLine(Logger log, String text, InstantSource clock) {
    this.log = log;
    this.text = text;
    this.clock = clock;
  }

  public void happened() {
    long count = times.incrementAndGet();
    long now = clock.millis();
    long last = logged.get();
    if (now - last >= MINUTE && logged.compareAndSet(last, now)) {
      times.addAndGet(-count);
      log.infof("%s since the last such line: %d", text, count);
    }
  }
}
