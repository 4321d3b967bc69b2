package dev.belfry.access;

import dev.belfry.platform.database.Guard;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneOffset;

/**
 * Binds a changing transaction and makes sure that nothing on which it rests has been taken away.
 *
 * @param alone whether no other transaction may rest on the same key or session meanwhile
 */
record AccessGuard(Identity.Versions versions, boolean alone) implements Guard {
  private static final String RIGHT_IS_GONE = "BF001";
  private static final String ALONE =
      """
      select pg_advisory_xact_lock_shared(access_lock_key(?)), pg_advisory_xact_lock_shared(access_lock_key(?)),
        pg_advisory_xact_lock_shared(access_lock_key(?)), pg_advisory_xact_lock(access_lock_key(?))""";

  @Override
  public void enter(Connection connection) throws SQLException {
    if (alone) {
      lock(connection);
    }
    try (PreparedStatement statement =
        connection.prepareStatement("select access_guard(?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      statement.setObject(1, versions.account());
      statement.setLong(2, versions.accountVersion());
      statement.setObject(3, versions.owner());
      statement.setLong(4, versions.ownerVersion());
      statement.setObject(5, versions.parent(), Types.OTHER);
      statement.setObject(6, versions.parentVersion(), Types.BIGINT);
      statement.setObject(7, versions.key(), Types.OTHER);
      statement.setObject(8, versions.keyVersion(), Types.BIGINT);
      statement.setObject(9, versions.session(), Types.OTHER);
      statement.execute();
      enterByToken(connection);
    } catch (SQLException e) {
      if (RIGHT_IS_GONE.equals(e.getSQLState())) {
        throw AccessProblems.gone();
      }
      throw e;
    }
  }

  private void enterByToken(Connection connection) throws SQLException {
    Identity.Token token = versions.token();
    if (token != null) {
      try (PreparedStatement statement =
          connection.prepareStatement("select access_guard_token(?, ?)")) {
        statement.setObject(1, versions.owner());
        statement.setObject(2, token.issued().atOffset(ZoneOffset.UTC));
        statement.execute();
      }
    }
  }

  /** In the order of the guard; what it takes again afterwards is held already. */
  private void lock(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ALONE)) {
      statement.setObject(1, versions.account());
      statement.setObject(2, versions.owner());
      statement.setObject(3, versions.parent(), Types.OTHER);
      statement.setObject(4, versions.key() == null ? versions.session() : versions.key());
      statement.execute();
    }
  }
}
