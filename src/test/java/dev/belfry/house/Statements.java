package dev.belfry.house;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** How many statements the program sends to PostgreSQL, as its driver tells. */
public final class Statements {
  private Statements() {}

  /** While this runs; those of others who ask meanwhile are among them. */
  public static int during(Runnable call) {
    AtomicInteger number = new AtomicInteger();
    Logger driver = Logger.getLogger("org.postgresql.core.v3.QueryExecutorImpl");
    Level before = driver.getLevel();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            if (line.getMessage().startsWith(" FE=> Execute(")) {
              number.incrementAndGet();
            }
          }

          @Override
          public void flush() {
            // nothing is kept
          }

          @Override
          public void close() {
            // nothing is open
          }
        };
    handler.setLevel(Level.ALL);
    driver.setUseParentHandlers(false);
    driver.addHandler(handler);
    driver.setLevel(Level.FINEST);
    try {
      call.run();
    } finally {
      driver.setLevel(before);
      driver.removeHandler(handler);
      driver.setUseParentHandlers(true);
    }
    return number.get();
  }
}
