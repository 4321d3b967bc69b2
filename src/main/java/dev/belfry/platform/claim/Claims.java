package dev.belfry.platform.claim;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Takes due rows for this process, of all accounts. A row that can be claimed has {@code due_at},
 * {@code holder} and {@code lease_until}: whoever finds it due and not held gets it until the lease
 * ends, so the work of a dead holder is taken over and nobody waits for a lock. Due times are of
 * the business clock, leases of the database's clock.
 */
@ApplicationScoped
public class Claims {
  private final AgroalDataSource system;
  private final UUID holder = UUID.randomUUID();

  Claims(@DataSource("system") AgroalDataSource system) {
    this.system = system;
  }

  /** This process, as the rows that it holds name it. */
  public UUID holder() {
    return holder;
  }

  /** Makes a claimed row a value. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /**
   * Claims what is due.
   *
   * @param returning the columns that the reader reads, of the row {@code t}
   * @param dueBefore the business instant up to which rows count as due
   */
  public <T> List<T> claim(Work work, String returning, Instant dueBefore, Reader<T> reader)
      throws SQLException {
    return claim(work, returning, new Due(Instant.EPOCH, dueBefore), reader);
  }

  /**
   * Claims what is due within a time, due longest first.
   *
   * @param returning the columns that the reader reads, of the row {@code t}
   */
  public <T> List<T> claim(Work work, String returning, Due due, Reader<T> reader)
      throws SQLException {
    String sql =
        """
        with due as (
          select ctid from %1$s
          where due_at > ? and due_at <= ? and (lease_until is null or lease_until < clock_timestamp())
          order by due_at limit ? for update skip locked)
        update %1$s t set holder = ?, lease_until = clock_timestamp() + (%3$s) * interval '1 second'
        from due where t.ctid = due.ctid returning %2$s"""
            .formatted(work.table(), returning, work.leaseSeconds());
    try (Connection connection = system.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, due.after().atOffset(ZoneOffset.UTC));
      statement.setObject(2, due.upTo().atOffset(ZoneOffset.UTC));
      statement.setInt(3, work.most());
      statement.setObject(4, holder);
      List<T> claimed = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          claimed.add(reader.read(rows));
        }
      }
      return claimed;
    }
  }

  /** From one business instant (exclusive) to another (inclusive). */
  public record Due(Instant after, Instant upTo) {}

  /**
   * What to claim.
   *
   * @param table a table of ours, never input
   * @param most rows in one batch
   * @param leaseSeconds SQL over the row {@code t}: how long the holder may take before another
   *     takes over
   */
  public record Work(String table, int most, String leaseSeconds) {
    public Work(String table, int most, Duration lease) {
      this(table, most, String.valueOf(lease.toMillis() / 1000.0));
    }
  }
}
