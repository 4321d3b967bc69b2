package dev.belfry.notify;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of one attempt.
 *
 * @param status the receiver's answer, where it speaks HTTP
 * @param error a short sentence without anything that the receiver said; null when delivered
 * @param retryAfter how long the receiver asks us to wait
 */
public record Outcome(
    Verdict verdict,
    @Nullable Integer status,
    @Nullable Integer durationMs,
    @Nullable String error,
    @Nullable Duration retryAfter) {

  /** What follows from an attempt. */
  public enum Verdict {
    DELIVERED,
    /** To be tried again. */
    FAILED,
    /** Refused for good, and given up at once: the same would be refused again. */
    REFUSED,
    /** The receiver wants nothing any more. */
    GONE
  }

  public static Outcome delivered(int status, int durationMs) {
    return new Outcome(Verdict.DELIVERED, status, durationMs, null, null);
  }

  public static Outcome failed(String error, @Nullable Integer durationMs) {
    return new Outcome(Verdict.FAILED, null, durationMs, error, null);
  }
}
