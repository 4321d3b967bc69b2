package dev.belfry.access.key;

import dev.belfry.house.Person;
import dev.belfry.platform.id.TypeId;
import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/** What the API does not let one do: to put things into the past, and to make service accounts. */
final class Sql {
  private Sql() {}

  static void run(AgroalDataSource system, String sql, Object... values) {
    try (Connection connection = system.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.execute();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static UUID uuid(String typeId) {
    return TypeId.require(typeId.substring(0, typeId.indexOf('_')), typeId);
  }

  static void key(AgroalDataSource system, String id, String assignment) {
    run(system, "update access_key set " + assignment + " where id = ?", uuid(id));
  }

  /** The id of a new service account with these grants. */
  static String serviceAccount(AgroalDataSource system, Person owner, String grants) {
    UUID id = TypeId.next();
    run(
        system,
        """
        insert into access_membership (id, account_id, kind, name, role, grants, created_at, updated_at)
        values (?, ?, 'service', 'robot', 'service', ?::jsonb, now(), now())""",
        id,
        owner.account().uuid(),
        grants.replace('\'', '"'));
    return TypeId.format("mem", id);
  }
}
