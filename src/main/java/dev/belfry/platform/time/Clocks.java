package dev.belfry.platform.time;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;

class Clocks {
  /**
   * The system's clock in microseconds, as PostgreSQL keeps them; tests replace it by one that they
   * set.
   */
  @Produces
  @Singleton
  @DefaultBean
  InstantSource systemClock() {
    return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1000));
  }
}
