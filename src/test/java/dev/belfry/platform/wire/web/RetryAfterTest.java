package dev.belfry.platform.wire.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2030-01-31T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "120, PT2M",
    "' 0 ', PT0S",
    "999999999, PT277777H46M39S",
    "'Thu, 31 Jan 2030 12:01:00 GMT', PT1M",
    "'Thu, 31 Jan 2030 11:59:00 GMT',",
    "9999999999,",
    "-1,",
    "1.5,",
    "'',",
    "soon,",
  })
  void reads(String field, Duration expected) {
    assertEquals(expected, RetryAfter.parse(field, NOW));
  }
}
