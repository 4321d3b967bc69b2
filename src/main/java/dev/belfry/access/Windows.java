package dev.belfry.access;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the limits of a call said, for the headers {@code RateLimit-Policy} and {@code RateLimit}
 * (draft-ietf-httpapi-ratelimit-headers, items of Structured Fields) and {@code Retry-After}.
 *
 * @param limits the windows of the key, and of its parent
 * @param hour the account's hour of the clock; null where the plan has no limit
 * @param waitMillis until every window has room
 */
public record Windows(List<Window> limits, @Nullable Hour hour, long waitMillis) {
  private static final int HOUR = 3_600;
  private static final long MILLIS = 1_000;

  /** Of windows with one length, that of the key and that of its parent, the one with less left. */
  public Windows {
    Map<Integer, Window> tightest = new LinkedHashMap<>();
    limits.forEach(
        window ->
            tightest.merge(
                window.seconds(),
                window,
                (one, other) -> other.remaining() < one.remaining() ? other : one));
    limits = List.copyOf(tightest.values());
  }

  /**
   * A window of a key.
   *
   * @param remaining calls that it admits at once now
   */
  public record Window(int requests, int seconds, long remaining) {
    /** Seconds until one more call is admitted than now, rounded up; 0 where it is full. */
    long untilNext() {
      return remaining >= requests ? 0 : Math.max(1, Math.ceilDiv((long) seconds, requests));
    }
  }

  /** The hour of an account. */
  public record Hour(long calls, long remaining, int secondsLeft) {}

  /** Such as {@code "1s";q=50;w=1, "account";q=1000;w=3600}. */
  String policy() {
    List<String> items = new ArrayList<>();
    for (Window window : limits) {
      items.add(name(window) + ";q=" + window.requests() + ";w=" + window.seconds());
    }
    if (hour != null) {
      items.add("\"account\";q=" + hour.calls() + ";w=" + HOUR);
    }
    return String.join(", ", items);
  }

  /** Such as {@code "1s";r=49;t=1, "account";r=999;t=1200}. */
  String state() {
    List<String> items = new ArrayList<>();
    for (Window window : limits) {
      items.add(name(window) + ";r=" + window.remaining() + ";t=" + window.untilNext());
    }
    if (hour != null) {
      items.add("\"account\";r=" + hour.remaining() + ";t=" + hour.secondsLeft());
    }
    return String.join(", ", items);
  }

  /** Whole seconds, at least one: who waits as long is not told to wait again for nothing. */
  long retryAfter() {
    return Math.max(1, Math.ceilDiv(waitMillis, MILLIS));
  }

  private static String name(Window window) {
    return "\"" + window.seconds() + "s\"";
  }
}
