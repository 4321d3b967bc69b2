package dev.belfry.live;

import dev.belfry.platform.event.AccountId;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The notes of several accounts. */
@ApplicationScoped
class NoteRows {
  static final int PAGE = 200;
  private static final int NUMBERED = 5_000;

  /** One at a time numbers, so that numbers are seen in their order. */
  private static final String NUMBER =
      """
      with waiting as (
        select id, row_number() over (order by written) as place from (
          select id, written from live_change where number is null and account_id = any (?)
          order by written limit %d) w),
      given as (select id, place, nextval('live_change_number') as number from waiting order by place)
      update live_change n set number = g.number from given g where n.id = g.id"""
          .formatted(NUMBERED);

  private static final String AFTER =
      """
      select f.after, %s from unnest(?::uuid[], ?::bigint[]) as f (account, after)
      cross join lateral (
        select * from live_change c where c.account_id = f.account and c.number > f.after
        order by c.number limit %d) n
      order by f.account, f.after, n.number"""
          .formatted(Note.COLUMNS, PAGE);

  private final AgroalDataSource system;

  NoteRows(@DataSource("system") AgroalDataSource system) {
    this.system = system;
  }

  /** How far somebody has read: up to this number. */
  record Position(AccountId account, long after) {}

  /** Gives numbers to all that is committed in these accounts. */
  void number(Set<AccountId> accounts) throws SQLException {
    try (Connection connection = system.getConnection();
        Statement lock = connection.createStatement();
        PreparedStatement number = connection.prepareStatement(NUMBER)) {
      connection.setAutoCommit(false);
      try {
        Object[] ids = accounts.stream().map(AccountId::uuid).toArray();
        number.setArray(1, connection.createArrayOf("uuid", ids));
        int numbered;
        do {
          lock.execute("select pg_advisory_xact_lock(hashtextextended('live_change', 0))");
          numbered = number.executeUpdate();
          connection.commit();
        } while (numbered == NUMBERED);
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    }
  }

  /** The next notes of each, by number; none where there are none. */
  Map<Position, List<Note>> after(Set<Position> positions) throws SQLException {
    List<Position> asked = List.copyOf(positions);
    try (Connection connection = system.getConnection();
        PreparedStatement select = connection.prepareStatement(AFTER)) {
      Object[] accounts = asked.stream().map(one -> one.account().uuid()).toArray();
      Object[] numbers = asked.stream().map(Position::after).toArray();
      select.setArray(1, connection.createArrayOf("uuid", accounts));
      select.setArray(2, connection.createArrayOf("bigint", numbers));
      Map<Position, List<Note>> found = new HashMap<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          Note note = Note.read(rows);
          Position position = new Position(note.account(), rows.getLong("after"));
          found.computeIfAbsent(position, none -> new ArrayList<>()).add(note);
        }
      }
      return found;
    }
  }

  /** The number of the last note of an account; 0 where there is none. */
  long last(AccountId account) throws SQLException {
    Long last = number("select max(number) from live_change where account_id = ?", account, null);
    return last == null ? 0 : last;
  }

  /** The number of one note; null where it is not there any more, or of another account. */
  @Nullable Long number(AccountId account, UUID id) throws SQLException {
    return number("select number from live_change where account_id = ? and id = ?", account, id);
  }

  private @Nullable Long number(String sql, AccountId account, @Nullable UUID id)
      throws SQLException {
    try (Connection connection = system.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setObject(1, account.uuid());
      if (id != null) {
        select.setObject(2, id);
      }
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getObject(1, Long.class) : null;
      }
    }
  }

  void forget(Instant before) throws SQLException {
    try (Connection connection = system.getConnection();
        PreparedStatement delete =
            connection.prepareStatement("delete from live_change where at < ?")) {
      delete.setObject(1, before.atOffset(ZoneOffset.UTC));
      delete.executeUpdate();
    }
  }
}
