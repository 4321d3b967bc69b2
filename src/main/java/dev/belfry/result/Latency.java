package dev.belfry.result;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Latencies in buckets that are the same everywhere, so that hours add up to days and monitors to
 * groups: one for each millisecond below 32, then sixteen for each doubling, as HdrHistogram has
 * them. What is read from the middle of a bucket is wrong by at most 1/32 of the value. Kept as
 * numbers {@code bucket * 2^22 + count}.
 */
final class Latency {
  private static final int EXACT = 32;
  private static final int STEPS = 16;
  private static final int STEP_BITS = 4;
  private static final int COUNT_BITS = 22;
  static final int MOST = (1 << COUNT_BITS) - 1;

  /** Where each bucket but the first begins, in milliseconds, for {@code width_bucket}. */
  static final List<Integer> BOUNDS = bounds();

  private Latency() {}

  private static List<Integer> bounds() {
    List<Integer> bounds = new ArrayList<>();
    for (int ms = 1; ms < EXACT; ms++) {
      bounds.add(ms);
    }
    for (long base = EXACT; base <= Integer.MAX_VALUE; base *= 2) {
      for (int step = 0; step < STEPS; step++) {
        bounds.add((int) (base + step * (base / STEPS)));
      }
    }
    return List.copyOf(bounds);
  }

  static int bucket(int ms) {
    if (ms < EXACT) {
      return Math.max(0, ms);
    }
    int exponent = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(ms);
    int doublings = exponent - (STEP_BITS + 1);
    return EXACT + doublings * STEPS + (ms >> (exponent - STEP_BITS)) - STEPS;
  }

  /** The middle of a bucket. */
  static int middle(int bucket) {
    if (bucket < EXACT) {
      return bucket;
    }
    int width = 2 << ((bucket - EXACT) / STEPS);
    return BOUNDS.get(bucket - 1) + (width - 1) / 2;
  }

  /** Counts by bucket, from what is kept. */
  static long[] counts(Integer[] kept) {
    long[] counts = new long[BOUNDS.size() + 1];
    for (int one : kept) {
      counts[one >> COUNT_BITS] += one & MOST;
    }
    return counts;
  }

  /**
   * The latency that this share of looks did not exceed; null where there are none.
   *
   * @param share from 0 to 1
   */
  static @Nullable Integer quantile(long[] counts, double share) {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    long rank = Math.max(1, (long) Math.ceil(share * total));
    long seen = 0;
    for (int bucket = 0; bucket < counts.length; bucket++) {
      seen += counts[bucket];
      if (counts[bucket] > 0 && seen >= rank) {
        return middle(bucket);
      }
    }
    return null;
  }
}
