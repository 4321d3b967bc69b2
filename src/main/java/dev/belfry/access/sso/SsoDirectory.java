package dev.belfry.access.sso;

import dev.belfry.access.people.NoAddress;
import dev.belfry.access.people.UserId;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.id.TypeId;
import dev.belfry.platform.problem.Problem;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Users by what they are at an issuer: work across accounts. Somebody new is made a user only where
 * a group of his is mapped.
 */
@ApplicationScoped
class SsoDirectory {
  private static final String UNIQUE_VIOLATION = "23505";
  private final AgroalDataSource system;
  private final SsoConfig config;
  private final InstantSource clock;

  SsoDirectory(
      @DataSource("system") AgroalDataSource system, SsoConfig config, InstantSource clock) {
    this.system = system;
    this.config = config;
    this.clock = clock;
  }

  /**
   * Somebody whom we know now.
   *
   * @param accounts those of which he is a member, and those where a group of his is mapped
   */
  record Arrival(UserId user, String email, String name, Set<AccountId> accounts) {
    /** As the log book calls him. */
    String shown() {
      return NoAddress.shown(email, name);
    }
  }

  private record Found(UUID user, String email, String name, String status) {}

  /**
   * @throws Problem 403 when he is nobody here, is disabled, or has the address of another user
   */
  Arrival arrive(ProvenPerson person) {
    try (Connection connection = system.getConnection()) {
      connection.setAutoCommit(false);
      try {
        Arrival arrival = arrive(connection, person);
        connection.commit();
        return arrival;
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
        throw SsoProblems.taken();
      }
      throw new IllegalStateException("somebody could not be looked up", e);
    }
  }

  private Arrival arrive(Connection connection, ProvenPerson person) throws SQLException {
    // Two first logins at once would make two users of one person.
    run(
        connection,
        "select pg_advisory_xact_lock(hashtextextended(?, 0))",
        "sso:" + person.issuer() + "\n" + person.subject());
    Set<AccountId> mapped = mapped(connection, person);
    Found found =
        find(
            connection,
            """
            select u.id, u.email, u.name, u.status from access_sso_identity i join access_user u on u.id = i.user_id
            where i.issuer = ? and i.subject = ?""",
            person.issuer(),
            person.subject());
    if (found == null) {
      if (mapped.isEmpty()) {
        throw SsoProblems.unmapped();
      }
      found = tie(connection, person);
    }
    if (!found.status().equals("active")) {
      throw SsoProblems.refused("You are disabled here.");
    }
    run(
        connection,
        "update access_sso_identity set last_login_at = ? where issuer = ? and subject = ?",
        now(),
        person.issuer(),
        person.subject());
    Set<AccountId> accounts = memberships(connection, found.user());
    accounts.addAll(mapped);
    return new Arrival(new UserId(found.user()), found.email(), found.name(), accounts);
  }

  /** The identity becomes that of a new user, or of the one with its address where that may be. */
  private Found tie(Connection connection, ProvenPerson person) throws SQLException {
    Found found =
        person.email() == null
            ? null
            : find(
                connection,
                "select id, email, name, status from access_user where lower(email) = lower(?)",
                person.email());
    if (found != null && !config.linkByEmail()) {
      throw SsoProblems.taken();
    }
    if (found != null) {
      endOtherWaysIn(connection, found.user());
    }
    Found user = found == null ? create(connection, person) : found;
    run(
        connection,
        "insert into access_sso_identity (issuer, subject, user_id, created_at, last_login_at) values (?, ?, ?, ?, ?)",
        person.issuer(),
        person.subject(),
        user.user(),
        now(),
        now());
    return user;
  }

  /**
   * Whoever made the user may not have owned the address: from now on only the provider vouches.
   */
  private static void endOtherWaysIn(Connection connection, UUID user) throws SQLException {
    run(
        connection,
        "update access_user set password_hash = null, password_given = false, address_proven = true,"
            + " tokens_valid_after = now() where id = ?",
        user);
    run(
        connection,
        """
        update access_session set revoked_at = now() where revoked_at is null
        and owner_id in (select id from access_membership where user_id = ?)""",
        user);
    run(
        connection,
        """
        update access_key set revoked_at = now(), rights_version = rights_version + 1
        where revoked_at is null and type = 'pat'
        and owner_id in (select id from access_membership where user_id = ?)""",
        user);
  }

  /**
   * Whose address nobody has verified gets none that an invitation or a password could be sent to.
   */
  private Found create(Connection connection, ProvenPerson person) throws SQLException {
    UUID id = TypeId.next();
    String email =
        Objects.requireNonNullElseGet(person.email(), () -> NoAddress.of(new UserId(id)));
    String name = Objects.requireNonNullElse(person.name(), person.subject());
    run(
        connection,
        "insert into access_user (id, email, name, address_proven, created_at, updated_at)"
            + " values (?, ?, ?, ?, ?, ?)",
        id,
        email,
        name,
        person.email() != null,
        now(),
        now());
    return new Found(id, email, name, "active");
  }

  private static Set<AccountId> mapped(Connection connection, ProvenPerson person)
      throws SQLException {
    return accounts(
        connection,
        """
        select distinct m.account_id from access_sso_mapping m
        join access_account a on a.id = m.account_id and a.status = 'active' and a.may_map_groups where m.group_name = any (?)""",
        connection.createArrayOf("text", person.groups().toArray(String[]::new)));
  }

  private static Set<AccountId> memberships(Connection connection, UUID user) throws SQLException {
    return accounts(
        connection,
        """
        select m.account_id from access_membership m
        join access_account a on a.id = m.account_id and a.status = 'active'
        where m.user_id = ? and m.status <> 'deleted' order by m.created_at""",
        user);
  }

  private static Set<AccountId> accounts(Connection connection, String sql, Object value)
      throws SQLException {
    Set<AccountId> found = new LinkedHashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, value);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(new AccountId(row.getObject(1, UUID.class)));
        }
      }
    }
    return found;
  }

  private static @Nullable Found find(Connection connection, String sql, String... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? new Found(
                row.getObject(1, UUID.class), row.getString(2), row.getString(3), row.getString(4))
            : null;
      }
    }
  }

  private Timestamp now() {
    return Timestamp.from(clock.instant());
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
