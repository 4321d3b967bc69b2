package dev.belfry.platform.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutageFilterTest {
  private final AtomicLong nanos = new AtomicLong(-5);
  private final OutageFilter filter = new OutageFilter().at(nanos::get);

  @Test
  void eachLoggerSaysOnceAMinuteThatTheDatabaseIsAway() {
    LogRecord first = record("one", away());
    assertTrue(filter.isLoggable(first));
    assertNull(first.getThrown());
    assertTrue(first.getMessage().startsWith("failed (the database does not answer"));
    assertFalse(filter.isLoggable(record("one", away())));
    assertTrue(filter.isLoggable(record("other", away())));
    nanos.addAndGet(Duration.ofSeconds(59).toNanos());
    assertFalse(filter.isLoggable(record("one", away())));
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertTrue(filter.isLoggable(record("one", away())));
  }

  @Test
  void whatFailedIsNamedAsItWouldHaveBeen() {
    ExtLogRecord record =
        new ExtLogRecord(
            Level.WARNING, "trigger %s failed", ExtLogRecord.FormatStyle.PRINTF, "logger");
    record.setParameters(new Object[] {"{0} of '%s'"});
    record.setThrown(away());
    assertTrue(filter.isLoggable(record));
    assertEquals(
        "trigger {0} of '%s' failed (the database does not answer; said once a minute)",
        record.getFormattedMessage());
  }

  @Test
  void thePoolOfConnectionsTellsTheSameForEachOfThem() {
    assertTrue(filter.isLoggable(record("io.agroal.pool", null)));
    assertFalse(filter.isLoggable(record("io.agroal.pool", null)));
  }

  @Test
  void allElseIsSaidWholeAndAlways() {
    for (int i = 0; i < 3; i++) {
      LogRecord defect = record("one", new IllegalStateException(new SQLException("no", "42601")));
      assertTrue(filter.isLoggable(defect));
      assertNotNull(defect.getThrown());
      assertEquals("failed", defect.getMessage());
      assertTrue(filter.isLoggable(record("one", null)));
    }
  }

  private static Throwable away() {
    return new IllegalStateException(new SQLException("Connection refused", "08001"));
  }

  private static LogRecord record(String logger, @Nullable Throwable thrown) {
    LogRecord record = new LogRecord(Level.WARNING, "failed");
    record.setLoggerName(logger);
    record.setThrown(thrown);
    return record;
  }
}
