package dev.belfry.access.usage;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;

/** What tests do with the book of usage. */
@ApplicationScoped
public class Counts {
  private final UsageBook book;
  private final UsageUpkeep upkeep;

  Counts(UsageBook book, UsageUpkeep upkeep) {
    this.book = book;
    this.upkeep = upkeep;
  }

  public void flush() {
    book.flush();
  }

  void stop() {
    book.stop(new ShutdownEvent());
  }

  void runUpkeep() throws SQLException {
    upkeep.runDue();
  }
}
