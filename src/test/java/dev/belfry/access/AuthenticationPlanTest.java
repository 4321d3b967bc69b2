package dev.belfry.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import dev.belfry.platform.seal.Pepper;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Neither by its rows nor by all of an index, which would be kept for later calls too. A plan made
 * while the tables are small is kept when they have grown, until they are analyzed; it must be good
 * then too.
 */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class AuthenticationPlanTest {
  private static final String NOBODY = "'00000000-0000-0000-0000-000000000000'";
  private static final int MANY = 8;
  @Inject House house;
  @Inject AgroalDataSource database;
  @Inject Pepper pepper;

  @Test
  void noTableIsReadWholeToKnowTheCaller() throws SQLException {
    Person alice = house.alice();
    String key = "";
    for (int i = 0; i < MANY; i++) {
      key = alice.key("account:read");
    }
    String hash = HexFormat.of().formatHex(pepper.hash(key));
    assertEquals(
        List.of(),
        readWhole(
            "select * from access_authenticate(array['\\x01'::bytea, '\\x"
                + hash
                + "'], array['127.0.0.1', '127.0.0.1'])"));
  }

  @Test
  void noTableIsReadWholeToKnowThePersonOfAToken() throws SQLException {
    assertEquals(
        List.of(),
        readWhole(
            "select * from access_authenticate_token('issuer', 'subject', now(), " + NOBODY + ")"));
  }

  @Test
  void noTableIsReadWholeToGuardAChange() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      Map<String, Long> before = read(statement);
      var safe = connection.setSavepoint();
      try {
        statement.execute(
            "select access_guard(%1$s, 1, %1$s, 1, %1$s, 1, %1$s, 1, %1$s)".formatted(NOBODY));
      } catch (SQLException e) {
        assertEquals("BF001", e.getSQLState());
        connection.rollback(safe);
      }
      assertEquals(List.of(), whole(before, read(statement)));
      connection.rollback();
    }
  }

  private List<String> readWhole(String call) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      Map<String, Long> before = read(statement);
      statement.execute(call);
      List<String> whole = whole(before, read(statement));
      connection.rollback();
      return whole;
    }
  }

  private static List<String> whole(Map<String, Long> before, Map<String, Long> after) {
    return after.entrySet().stream()
        .filter(read -> read.getValue() - before.getOrDefault(read.getKey(), 0L) >= MANY)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Rows of each table that this connection has read and not reported yet. */
  private static Map<String, Long> read(Statement statement) throws SQLException {
    Map<String, Long> tables = new TreeMap<>();
    try (ResultSet row =
        statement.executeQuery(
            """
            select relname, coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)
            from pg_stat_xact_user_tables where relname like 'access%'""")) {
      while (row.next()) {
        tables.put(row.getString(1), row.getLong(2));
      }
    }
    return tables;
  }
}
