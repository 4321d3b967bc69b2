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

  @Override
  public Instant instant() {
    return now;
  }

  public void advance(Duration step) {
    now = now.plus(step);
  }

  public void advanceSeconds(long seconds) {
    advance(Duration.ofSeconds(seconds));
  }
}
