package dev.belfry.platform.database;

import dev.belfry.platform.problem.DatabaseFailures;
import dev.belfry.platform.problem.ProblemType;
import io.quarkus.logging.LoggingFilter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jspecify.annotations.Nullable;

/**
 * While the database does not answer, whatever polls it fails each second for the same reason: each
 * logger says so once a minute, and without a stack.
 */
@LoggingFilter(name = "outage")
public final class OutageFilter implements Filter {
  private static final long APART = Duration.ofMinutes(1).toNanos();
  private static final String POOL = "io.agroal.pool";

  private final Map<String, Long> said = new HashMap<>();
  private LongSupplier nanos = System::nanoTime;

  /** At another time than now. */
  OutageFilter at(LongSupplier other) {
    nanos = other;
    return this;
  }

  @Override
  public boolean isLoggable(LogRecord one) {
    Throwable thrown = one.getThrown();
    boolean away = isAway(thrown);
    if (!away && !POOL.equals(one.getLoggerName())) {
      return true;
    }
    if (!isFirst(String.valueOf(one.getLoggerName()))) {
      return false;
    }
    if (away) {
      one.setMessage(
          (one instanceof ExtLogRecord known ? known.getFormattedMessage() : one.getMessage())
              + " (the database does not answer; said once a minute)");
      one.setParameters(null);
      one.setThrown(null);
    }
    return true;
  }

  private static boolean isAway(@Nullable Throwable thrown) {
    return thrown != null
        && DatabaseFailures.problemOf(thrown)
            .filter(problem -> problem.type().equals(ProblemType.UNAVAILABLE))
            .isPresent();
  }

  private synchronized boolean isFirst(String logger) {
    long now = nanos.getAsLong();
    Long last = said.get(logger);
    if (last != null && now - last < APART) {
      return false;
    }
    said.put(logger, now);
    return true;
  }
}
