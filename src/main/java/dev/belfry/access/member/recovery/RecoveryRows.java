package dev.belfry.access.member.recovery;

import dev.belfry.access.people.MemberId;
import dev.belfry.access.people.UserId;
import dev.belfry.platform.event.AccountId;
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
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who asked for a new password; of the whole installation, so requests never see it. */
@ApplicationScoped
class RecoveryRows {
  /** Far more than wait at any time: rows of addresses that nobody has are gone in a second. */
  private static final int MOST = 10_000;

  private static final String GOOD =
      """
       from access_user u
      join access_membership m on m.user_id = u.id and m.status = 'active'
      join access_account a on a.id = m.account_id and a.status = 'active'
      where u.status = 'active' and u.password_hash is not null and lower(u.email) =""";

  private final AgroalDataSource system;

  RecoveryRows(@DataSource("system") AgroalDataSource system) {
    this.system = system;
  }

  /** For whom a mailed token is, and the account that reads of it: the first that he is in. */
  record Found(AccountId account, MemberId member, UserId user, String email, String name) {
    @Override
    public String toString() {
      return "Found[" + user + "]";
    }
  }

  @FunctionalInterface
  private interface Reader<T> {
    T read(ResultSet rows) throws SQLException;
  }

  /**
   * The same one statement for every address: one that has had its letters stays as it is. Each
   * letter takes something of the budget, which fills up again with time.
   */
  void ask(UUID id, String email, Instant now) {
    Duration each = RecoveryService.EACH;
    run(
        """
        insert into access_recovery as r (id, email, asked_at, attempts, due_at, whole_at)
        select ?, lower(?), ?, 0, ?, ? where
          (select count(*) from (select 1 from access_recovery where due_at is not null limit ?) w) < ?
        on conflict (email) do update set asked_at = excluded.asked_at, attempts = 0, due_at = excluded.due_at,
          whole_at = greatest(r.whole_at, excluded.asked_at) + ? * interval '1 second'
        where r.asked_at <= ? and r.whole_at <= ?""",
        id,
        email,
        at(now),
        at(now),
        at(now.plus(each)),
        MOST,
        MOST,
        each.toSeconds(),
        at(now.minus(RecoveryService.QUIET)),
        at(now.plus(each.multipliedBy(RecoveryService.AT_ONCE - 1))));
  }

  /** Whether somebody signs in with this address and a password. */
  Optional<UserId> user(String email) {
    return query(
        "select u.id" + GOOD + " ? limit 1",
        rows -> rows.next() ? Optional.of(new UserId(id(rows, 1))) : Optional.empty(),
        email);
  }

  /** One more token, beside those of earlier letters. */
  void offer(UUID id, UserId user, byte[] hash, Duration life) {
    run(
        """
        with asked as (
          update access_recovery set user_id = ?, attempts = attempts + 1 where id = ? returning user_id, email)
        insert into access_recovery_token (hash, user_id, email, made_at, token_until)
        select ?, user_id, email, clock_timestamp(), clock_timestamp() + ? * interval '1 second' from asked""",
        user.uuid(),
        id,
        hash,
        life.toSeconds());
  }

  /**
   * @param due null when nothing is to be sent any more
   */
  void next(UUID id, @Nullable Instant due) {
    run(
        "update access_recovery set due_at = ?, holder = null, lease_until = null where id = ?",
        due == null ? null : at(due),
        id);
  }

  void forget(UUID id) {
    run("delete from access_recovery where id = ?", id);
  }

  /** Tokens that are good no more, and who has had no letter for so long that nothing is taken. */
  void forgetOld(Instant now) {
    run("delete from access_recovery_token where token_until <= clock_timestamp()");
    run("delete from access_recovery where whole_at <= ? and due_at is null", at(now));
  }

  /** For whom this token is, while it is good. */
  Optional<Found> find(byte[] hash) {
    return query(
        "select m.account_id, m.id, u.id, u.email, u.name"
            + GOOD
            + " (select t.email from access_recovery_token t where t.hash = ? and t.user_id = u.id and t.token_until > now())"
            + " order by m.created_at, m.id limit 1",
        rows ->
            rows.next()
                ? Optional.of(
                    new Found(
                        new AccountId(id(rows, 1)),
                        new MemberId(id(rows, 2)),
                        new UserId(id(rows, 3)),
                        rows.getString(4),
                        rows.getString(5)))
                : Optional.empty(),
        hash);
  }

  private static UUID id(ResultSet rows, int column) throws SQLException {
    return rows.getObject(column, UUID.class);
  }

  private static Object at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private void run(String sql, @Nullable Object... values) {
    with(
        sql,
        statement -> {
          statement.executeUpdate();
          return sql;
        },
        values);
  }

  private <T> T query(String sql, Reader<T> reader, Object... values) {
    return with(
        sql,
        statement -> {
          try (ResultSet rows = statement.executeQuery()) {
            return reader.read(rows);
          }
        },
        values);
  }

  @FunctionalInterface
  private interface Use<T> {
    T of(PreparedStatement statement) throws SQLException;
  }

  private <T> T with(String sql, Use<T> use, @Nullable Object... values) {
    try (Connection connection = system.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return use.of(statement);
    } catch (SQLException e) {
      throw new IllegalStateException("who asked for a new password could not be kept", e);
    }
  }
}
