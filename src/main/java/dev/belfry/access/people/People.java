package dev.belfry.access.people;

import dev.belfry.access.grant.GrantSpec;
import dev.belfry.access.grant.GrantStore;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.id.TypeId;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.List;

/**
 * Makes accounts, users and memberships: work across accounts, for the first start and for
 * operators.
 */
@ApplicationScoped
public class People {
  private static final long FIRST_START_LOCK = 0x62_66_79_31L;

  private final AgroalDataSource system;
  private final Passwords passwords;
  private final GrantStore grants;
  private final InstantSource clock;

  People(
      @DataSource("system") AgroalDataSource system,
      Passwords passwords,
      GrantStore grants,
      InstantSource clock) {
    this.system = system;
    this.passwords = passwords;
    this.grants = grants;
    this.clock = clock;
  }

  /** Who stands at the beginning of an account. */
  public record Founder(AccountId account, UserId user, MemberId member) {}

  /**
   * A person to be made.
   *
   * @param grants what the membership allows
   */
  public record NewPerson(
      String email, String name, String password, String role, List<GrantSpec> grants) {}

  /** Runs it while no other replica does. */
  public void alone(Runnable work) {
    try (Connection connection = system.getConnection()) {
      run(connection, "select pg_advisory_lock(?)", FIRST_START_LOCK);
      try {
        work.run();
      } finally {
        run(connection, "select pg_advisory_unlock(?)", FIRST_START_LOCK);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the first start could not be made", e);
    }
  }

  /** The account of a first start, still to be opened; what a crash left half made goes first. */
  public Founder firstAccount(NewPerson person) {
    return write(
        connection -> {
          run(connection, "delete from access_account where status = 'opening'");
          run(
              connection,
              "delete from access_user u where not exists (select 1 from access_membership m where m.user_id = u.id)");
          return found(connection, person);
        });
  }

  /** The account is whole; before this nobody can sign in to it. In a transaction bound to it. */
  public void opened(AccountId account) {
    Panache.getEntityManager()
        .createNativeQuery("update access_account set status = 'active' where id = ?1")
        .setParameter(1, account.uuid())
        .executeUpdate();
  }

  /** A new account with its first person, still to be opened. */
  public Founder newAccount(NewPerson person) {
    return write(connection -> found(connection, person));
  }

  /** Another person in an account. */
  public Founder join(AccountId account, NewPerson person) {
    return write(connection -> member(connection, account, person));
  }

  public boolean anyAccount() {
    return write(People::exists);
  }

  private Founder found(Connection connection, NewPerson person) throws SQLException {
    AccountId account = AccountId.next();
    run(
        connection,
        "insert into access_account (id, created_at) values (?, ?)",
        account.uuid(),
        now());
    return member(connection, account, person);
  }

  private Founder member(Connection connection, AccountId account, NewPerson person)
      throws SQLException {
    UserId user = new UserId(TypeId.next());
    MemberId member = new MemberId(TypeId.next());
    run(
        connection,
        "insert into access_user (id, email, name, password_hash, address_proven, created_at, updated_at)"
            + " values (?, ?, ?, ?, true, ?, ?)",
        user.uuid(),
        person.email(),
        person.name(),
        passwords.hash(person.password()),
        now(),
        now());
    run(
        connection,
        """
        insert into access_membership (id, account_id, user_id, role, grants, created_at, updated_at)
        values (?, ?, ?, ?, ?::jsonb, ?, ?)""",
        member.uuid(),
        account.uuid(),
        user.uuid(),
        person.role(),
        grants.write(GrantSpec.rights(person.grants(), i -> "/grants/" + i)),
        now(),
        now());
    return new Founder(account, user, member);
  }

  private Timestamp now() {
    return Timestamp.from(clock.instant());
  }

  private static boolean exists(Connection connection) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement(
                "select 1 from access_account where status <> 'opening' limit 1");
        ResultSet row = statement.executeQuery()) {
      return row.next();
    }
  }

  @FunctionalInterface
  private interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  private <T> T write(Work<T> work) {
    try (Connection connection = system.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.run(connection);
        connection.commit();
        return result;
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("people could not be written", e);
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
