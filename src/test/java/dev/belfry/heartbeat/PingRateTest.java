package dev.belfry.heartbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PingRateTest {
  private static final int MOST = 3;
  private final PingRate rate = new PingRate(config(), () -> Instant.EPOCH);

  @Test
  void madeUpOnesPushOutNoneThatIsThere() {
    UUID real = UUID.randomUUID();
    for (int i = 0; i < MOST; i++) {
      assertEquals(0, rate.take(real));
      rate.exists(real);
    }
    for (int i = 0; i < 250_000; i++) {
      assertEquals(0, rate.take(new UUID(7, i)));
    }
    assertTrue(rate.take(real) > 0);
  }

  @Test
  void oneThatIsNotKnownYetIsHeldBackToo() {
    UUID tried = UUID.randomUUID();
    for (int i = 0; i < MOST; i++) {
      assertEquals(0, rate.take(tried));
    }
    assertTrue(rate.take(tried) > 0);
    rate.exists(tried);
    assertTrue(rate.take(tried) > 0);
  }

  private static HeartbeatConfig config() {
    return new HeartbeatConfig() {
      @Override
      public int pingsPerMinute() {
        return MOST;
      }

      @Override
      public int keepPings() {
        return 1;
      }

      @Override
      public Duration keep() {
        return Duration.ofDays(1);
      }

      @Override
      public Optional<String> publicUrl() {
        return Optional.empty();
      }
    };
  }
}
