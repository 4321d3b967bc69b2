package dev.belfry.platform.wire;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The stop watch of one exchange; for one thread at a time. */
final class Laps {
  private final long start = System.nanoTime();
  private long lap = start;
  private @Nullable Long dns;
  private @Nullable Long connect;
  private @Nullable Long firstByte;

  void begin() {
    lap = System.nanoTime();
  }

  void resolved() {
    dns = more(dns);
  }

  void connected() {
    connect = more(connect);
  }

  void answered() {
    firstByte = more(firstByte);
  }

  private long more(@Nullable Long before) {
    long from = lap;
    begin();
    return (before == null ? 0 : before) + lap - from;
  }

  Duration passed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  Phases phases() {
    return new Phases(
        millis(dns),
        millis(connect),
        null,
        millis(firstByte),
        Math.toIntExact(passed().toMillis()));
  }

  private static @Nullable Integer millis(@Nullable Long nanos) {
    return nanos == null ? null : Math.toIntExact(Duration.ofNanos(nanos).toMillis());
  }
}
