package dev.belfry.bench;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * How late looks began, from when each was due, as the program itself counts it. Beats that can be
 * computed afterwards say less: whoever had to stand in line gets another one.
 *
 * @param within how many were at most so many milliseconds late
 */
record Lateness(double looks, Map<Double, Double> within) {
  static Lateness of(MeterRegistry meters, String kind) {
    Timer timer = meters.get("belfry.look.lateness").tag("kind", kind).timer();
    Map<Double, Double> within = new TreeMap<>();
    for (CountAtBucket bucket : timer.takeSnapshot().histogramCounts()) {
      within.put(bucket.bucket(TimeUnit.MILLISECONDS), bucket.count());
    }
    return new Lateness(timer.count(), within);
  }

  Lateness since(Lateness before) {
    Map<Double, Double> left = new TreeMap<>();
    within.forEach(
        (bucket, count) -> left.put(bucket, count - before.within().getOrDefault(bucket, 0.0)));
    return new Lateness(looks - before.looks(), left);
  }

  /** The share that was at most so many milliseconds late; one of the limits that are counted. */
  double share(double millis) {
    return within.getOrDefault(millis, 0.0) / looks;
  }

  /** Milliseconds that this share was late at most: the first limit of those counted. */
  double atMost(double share) {
    return within.entrySet().stream()
        .filter(bucket -> bucket.getValue() >= share * looks)
        .mapToDouble(Map.Entry::getKey)
        .findFirst()
        .orElse(Double.POSITIVE_INFINITY);
  }
}
