package dev.belfry.access.operator;

import dev.belfry.access.people.UserId;
import dev.belfry.platform.event.AccountId;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Users, wherever they are members: work across accounts. */
@ApplicationScoped
class Identities {
  /** What {@code Narrowing} counts as an admin, with the accounts in which he is the only one. */
  private static final String MEMBERSHIPS =
      """
      with admins as (
        select m.account_id, m.user_id from access_membership m
        join access_user u on u.id = m.user_id and u.status = 'active'
        where m.kind = 'person' and m.status = 'active'
          and m.account_id in (select account_id from access_membership where user_id = ?)
          and (m.grants @> e.everything or exists (
            select 1 from access_member_role mr join access_role r on r.account_id = mr.account_id and r.id = mr.role_id
            where mr.account_id = m.account_id and mr.membership_id = m.id and mr.origin = 'direct'
              and r.grants @> e.everything)))
      select m.account_id,
        exists (select 1 from admins a where a.account_id = m.account_id and a.user_id = m.user_id)
          and not exists (select 1 from admins a where a.account_id = m.account_id and a.user_id <> m.user_id)
      from access_membership m where m.user_id = ? and m.status <> 'deleted' order by m.account_id"""
          .replace(
              "e.everything",
              "'[{\"scopes\": [\"*:*\"], \"categories\": \"ALL\", \"groups\": \"ALL\"}]'::jsonb");

  private final AgroalDataSource system;

  Identities(@DataSource("system") AgroalDataSource system) {
    this.system = system;
  }

  /**
   * A user of the installation.
   *
   * @param lastAdminOf in how many of the accounts nobody else may do everything
   */
  record Known(String email, List<AccountId> accounts, int lastAdminOf) {}

  Optional<Known> find(UserId user) {
    try (Connection connection = system.getConnection()) {
      String email = email(connection, user);
      return email == null ? Optional.empty() : Optional.of(known(connection, email, user));
    } catch (SQLException e) {
      throw new IllegalStateException("a user could not be looked up", e);
    }
  }

  private static @Nullable String email(Connection connection, UserId user) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select email from access_user where id = ?")) {
      statement.setObject(1, user.uuid());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getString(1) : null;
      }
    }
  }

  private static Known known(Connection connection, String email, UserId user) throws SQLException {
    List<AccountId> accounts = new ArrayList<>();
    int alone = 0;
    try (PreparedStatement statement = connection.prepareStatement(MEMBERSHIPS)) {
      statement.setObject(1, user.uuid());
      statement.setObject(2, user.uuid());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          accounts.add(new AccountId(row.getObject(1, UUID.class)));
          alone += row.getBoolean(2) ? 1 : 0;
        }
      }
    }
    return new Known(email, accounts, alone);
  }

  /** Nothing signs in as him any more; the address is free. */
  void close(UserId user, Instant now) {
    try (Connection connection = system.getConnection()) {
      connection.setAutoCommit(false);
      try {
        run(connection, "select access_take_away(?)", user.uuid());
        run(connection, "delete from access_sso_identity where user_id = ?", user.uuid());
        run(
            connection,
            """
            delete from access_invitation i using access_membership m, access_user u
            where u.id = ? and m.user_id = u.id and i.account_id = m.account_id and lower(i.email) = lower(u.email)""",
            user.uuid());
        run(
            connection,
            """
            update access_user set email = ?, password_hash = null, password_given = false, address_proven = false,
              tokens_valid_after = now(), updated_at = ? where id = ?""",
            user.text() + "@released.invalid",
            now.atOffset(ZoneOffset.UTC),
            user.uuid());
        connection.commit();
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("an address could not be released", e);
    }
  }

  private static void run(Connection connection, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.execute();
    }
  }
}
