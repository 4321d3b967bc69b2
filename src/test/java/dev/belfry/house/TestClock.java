package dev.belfry.house;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** The clock of the program under test: it stands unless somebody moves it. */
@Singleton
public class TestClock implements InstantSource {
  private volatile Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  private volatile Duration step = Duration.ZERO;

  private volatile boolean real;

  @Override
  public Instant instant() {
    if (real) {
      return Instant.now();
    }
    now = now.plus(step);
    return now;
  }

  /** By this at each look at it, as real ones do. */
  public void goesOn(Duration by) {
    step = by;
  }

  /** Goes as the clock of the machine does; afterwards it stands where that was. */
  public void isReal(boolean goes) {
    now = Instant.now();
    real = goes;
  }

  public void advance(Duration by) {
    now = now.plus(by);
  }

  public void advanceSeconds(long seconds) {
    advance(Duration.ofSeconds(seconds));
  }
}
