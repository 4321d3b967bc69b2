package dev.belfry.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LatencyTest {
  @Test
  void everyValueLiesInTheBucketThatTheBoundsGiveAndNearItsMiddle() {
    Random random = new Random(1);
    for (int i = 0; i < 200_000; i++) {
      int ms = i < 5_000 ? i : random.nextInt() >>> (1 + random.nextInt(30));
      int bucket = Latency.bucket(ms);
      long below = Latency.BOUNDS.stream().filter(bound -> bound <= ms).count();
      if (i % 100 == 0 || i < 5_000) {
        assertEquals(below, bucket, "as width_bucket says of " + ms);
      }
      assertTrue(
          Math.abs((long) Latency.middle(bucket) - ms) * 32L <= ms || Latency.middle(bucket) == ms,
          ms + " in the middle of " + Latency.middle(bucket));
    }
    assertTrue(Latency.bucket(Integer.MAX_VALUE) < 1 << 9, "fits above the count");
  }

  @Test
  void quantilesAreThoseOfTheValues() {
    Integer[] kept = {
      5 << 22 | 98, Latency.bucket(1_000) << 22 | 1, Latency.bucket(5_000) << 22 | 1
    };
    long[] counts = Latency.counts(kept);
    assertEquals(5, Latency.quantile(counts, 0.5));
    assertEquals(5, Latency.quantile(counts, 0.98));
    assertEquals(Latency.middle(Latency.bucket(1_000)), Latency.quantile(counts, 0.99));
    assertEquals(Latency.middle(Latency.bucket(5_000)), Latency.quantile(counts, 1));
    assertNull(Latency.quantile(Latency.counts(new Integer[0]), 0.5));
  }
}
