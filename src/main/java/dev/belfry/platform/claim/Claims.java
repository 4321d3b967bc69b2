package dev.belfry.platform.claim;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Takes due rows for this process, of all accounts. A row that can be claimed has {@code due_at},
 * {@code holder} and {@code lease_until}: whoever finds it due and not held gets it until the lease
 * ends, so the work of a dead holder is taken over and nobody waits for a lock. Due times are of
 * the business clock, leases of the database's clock.
 */
@ApplicationScoped
public class Claims {
  private static final Passed NOTHING = new Passed(List.of(), List.of());

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
    return claim(work, returning, due, NOTHING, reader);
  }

  /**
   * Claims what is due within a time, due longest first, and leaves some of it.
   *
   * @param returning the columns that the reader reads, of the row {@code t}
   */
  public <T> List<T> claim(Work work, String returning, Due due, Passed passed, Reader<T> reader)
      throws SQLException {
    try (Connection connection = system.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(claiming(work, returning, passed))) {
      int place = 0;
      statement.setObject(++place, due.after().atOffset(ZoneOffset.UTC));
      statement.setObject(++place, due.upTo().atOffset(ZoneOffset.UTC));
      Array ids = connection.createArrayOf("uuid", passed.ids().toArray());
      for (int i = 0; i < passed.columns().size(); i++) {
        statement.setArray(++place, ids);
      }
      statement.setInt(++place, work.most());
      statement.setObject(++place, holder);
      return all(statement, reader);
    }
  }

  private static String claiming(Work work, String returning, Passed passed) {
    String left =
        passed.columns().stream()
            .map(column -> " and " + column + " <> all (?)")
            .collect(Collectors.joining("", "", passed.and()));
    return """
        with due as (
          select ctid from %1$s
          where due_at > ? and due_at <= ? and (lease_until is null or lease_until < clock_timestamp())%4$s
          order by due_at limit ? for update skip locked)
        update %1$s t set holder = ?, lease_until = clock_timestamp() + (%3$s) * interval '1 second'
        from due where t.ctid = due.ctid returning %2$s"""
        .formatted(work.table(), returning, work.leaseSeconds(), left);
  }

  private static <T> List<T> all(PreparedStatement statement, Reader<T> reader)
      throws SQLException {
    List<T> read = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        read.add(reader.read(rows));
      }
    }
    return read;
  }

  /**
   * Lets others have what this process holds and will not do; it is due as before.
   *
   * @param ids of rows of the table, as its column {@code id} names them
   */
  public void giveBack(Work work, Collection<UUID> ids) throws SQLException {
    try (Connection connection = system.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "update %s set holder = null, lease_until = null where id = any (?) and holder = ?"
                    .formatted(work.table()))) {
      statement.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
      statement.setObject(2, holder);
      statement.executeUpdate();
    }
  }

  /**
   * Rows that are left to others, or for later: those that have one of the ids in one of the
   * columns.
   *
   * @param and another condition on those that are taken, such as {@code " and kind <> 'slow'"}: of
   *     ours, never input
   */
  public record Passed(List<String> columns, Collection<UUID> ids, String and) {
    public Passed(List<String> columns, Collection<UUID> ids) {
      this(columns, ids, "");
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
