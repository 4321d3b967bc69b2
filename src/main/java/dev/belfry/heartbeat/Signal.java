package dev.belfry.heartbeat;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What came.
 *
 * @param token of the URL; null where it came by a key
 * @param monitor null where it came by URL
 * @param exitStatus 0 to 255; null where none was said
 * @param run the name of the run, as the job gives it
 * @param metrics by name; {@code duration} in seconds
 */
record Signal(
    @Nullable UUID token,
    @Nullable UUID monitor,
    Instant at,
    Kind kind,
    @Nullable Integer exitStatus,
    @Nullable String run,
    Map<String, Double> metrics,
    @Nullable String message,
    Origin origin) {

  /** What it says. */
  enum Kind {
    START,
    SUCCESS,
    FAIL,
    /** Kept, and means nothing. */
    LOG
  }

  /**
   * From where it came.
   *
   * @param body as kept; null where there was none
   * @param bodyBytes how long it was as sent
   */
  record Origin(
      @Nullable String method,
      @Nullable String address,
      @Nullable String userAgent,
      @Nullable String host,
      @Nullable String env,
      @Nullable String body,
      int bodyBytes) {}

  /** Whether it ends a run. */
  boolean ends() {
    return kind == Kind.SUCCESS || kind == Kind.FAIL;
  }
}
