package dev.belfry.platform.wire.web;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The field Retry-After: seconds, or a date (RFC 9110, section 10.2.3). */
public final class RetryAfter {
  private static final int MOST_DIGITS = 9;

  private RetryAfter() {}

  /** Null when it says nothing that can be heeded. */
  public static @Nullable Duration parse(String field, Instant now) {
    String text = field.strip();
    if (!text.isEmpty()
        && text.length() <= MOST_DIGITS
        && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    try {
      Duration left =
          Duration.between(
              now, ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      return left.isPositive() ? left : null;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
