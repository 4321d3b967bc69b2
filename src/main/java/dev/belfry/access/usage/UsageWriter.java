package dev.belfry.access.usage;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/** Writes a batch whole or not at all. */
@ApplicationScoped
class UsageWriter {
  private static final Logger LOG = Logger.getLogger(UsageWriter.class);
  private static final int TRIES = 3;

  private final AgroalDataSource system;
  private final List<UsageRecorder> recorders;
  private final Counter lost;
  private final ReentrantLock writing = new ReentrantLock();

  UsageWriter(
      @DataSource("system") AgroalDataSource system,
      @All List<UsageRecorder> recorders,
      MeterRegistry meters) {
    this.system = system;
    this.recorders = recorders;
    this.lost =
        Counter.builder("belfry.usage.lost")
            .description("Counts of usage for which there was no room while the database was away")
            .register(meters);
  }

  void write(Gathering gathering, boolean urgent) {
    writing.lock();
    try {
      UsageBatch batch = gathering.take();
      lost.increment((double) gathering.takeLost());
      if (batch.isEmpty()) {
        return;
      }
      if (isWritten(batch)) {
        recorders.forEach(recorder -> recorder.recorded(urgent));
      } else {
        gathering.giveBack(batch);
      }
    } finally {
      writing.unlock();
    }
  }

  /** Again where another replica was in the way. */
  private boolean isWritten(UsageBatch batch) {
    for (int tries = 1; tries <= TRIES; tries++) {
      try {
        writeOnce(batch);
        return true;
      } catch (SQLException | RuntimeException e) {
        LOG.warnf("usage could not be written, and is kept for later: %s", e.getMessage());
      }
    }
    return false;
  }

  private void writeOnce(UsageBatch batch) throws SQLException {
    try (Connection connection = system.getConnection()) {
      connection.setAutoCommit(false);
      try {
        for (UsageRecorder recorder : recorders) {
          recorder.record(connection, batch);
        }
        connection.commit();
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    }
  }
}
