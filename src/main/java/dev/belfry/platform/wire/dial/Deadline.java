package dev.belfry.platform.wire.dial;

import dev.belfry.platform.wire.WireFailure;
import java.time.Duration;

/** The moment by which something outside must be over; never a wait of zero, which is for ever. */
public final class Deadline {
  private final long end;

  private Deadline(long end) {
    this.end = end;
  }

  public static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  /**
   * What is left, in whole milliseconds and at least one, for a socket's time-out.
   *
   * @param doing what takes too long, for the message: {@code "waiting for example.org"}
   * @throws WireException TIMEOUT when nothing is left
   */
  public int millis(String doing) throws WireException {
    long left = remaining().toMillis();
    if (left <= 0) {
      throw new WireException(WireFailure.Reason.TIMEOUT, doing + " took too long");
    }
    return Math.toIntExact(Math.min(Integer.MAX_VALUE, left));
  }
}
