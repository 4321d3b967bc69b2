package dev.belfry.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.House;
import dev.belfry.house.TestDatabase;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A plan made while the tables are small is kept when they have grown, until they are analyzed; it
 * must be good then too.
 */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class AuthenticationPlanTest {
  private static final String NOBODY = "'00000000-0000-0000-0000-000000000000'";
  @Inject House house;
  @Inject AgroalDataSource database;

  @Test
  void noTableIsReadWholeToKnowTheCaller() throws SQLException {
    house.alice().key("account:read");
    assertEquals(
        List.of(),
        readWhole(
            "select * from access_authenticate(array['\\x01'::bytea, '\\x02'], array['127.0.0.1', '127.0.0.1'])"));
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
      var safe = connection.setSavepoint();
      try {
        statement.execute(
            "select access_guard(%1$s, 1, %1$s, 1, %1$s, 1, %1$s, 1, %1$s)".formatted(NOBODY));
      } catch (SQLException e) {
        assertEquals("BF001", e.getSQLState());
        connection.rollback(safe);
      }
      assertEquals(List.of(), scanned(statement));
      connection.rollback();
    }
  }

  private List<String> readWhole(String call) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(call);
      List<String> scanned = scanned(statement);
      connection.rollback();
      return scanned;
    }
  }

  private static List<String> scanned(Statement statement) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet row =
        statement.executeQuery(
            "select relname from pg_stat_xact_user_tables where relname like 'access%' and seq_scan > 0")) {
      while (row.next()) {
        tables.add(row.getString(1));
      }
    }
    return tables;
  }
}
