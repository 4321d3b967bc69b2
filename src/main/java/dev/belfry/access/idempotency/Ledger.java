package dev.belfry.access.idempotency;

import dev.belfry.platform.id.TypeId;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The rows of claimed and answered calls; all within a transaction that is bound to the account.
 */
@ApplicationScoped
class Ledger {
  /** Longer than any call takes. */
  static final Duration LEASE = Duration.ofMinutes(10);

  static final Duration KEPT = Duration.ofHours(24);
  static final int MOST = 10_000;
  static final int MOST_OF_ONE = 1_000;
  private static final String CLAIM =
      """
      insert into access_idempotency as old
        (account_id, id, caller_id, route, key_hash, fingerprint, rights, lease_until, kept_until)
      values (?, ?, ?, ?, ?, ?, ?, clock_timestamp() + ? * interval '1 second', ?)
      on conflict (account_id, caller_id, route, key_hash) do update set id = excluded.id,
        fingerprint = excluded.fingerprint, rights = excluded.rights, claimed_at = clock_timestamp(),
        lease_until = excluded.lease_until, kept_until = excluded.kept_until,
        status = null, location = null, answer = null
      where old.kept_until <= ? or (old.status is null and old.lease_until <= clock_timestamp())""";
  private static final String FIND =
      """
      select fingerprint, rights, status, location, answer,
        extract(epoch from clock_timestamp() - claimed_at)::int as age,
        greatest(1, ceil(extract(epoch from lease_until - clock_timestamp())))::int as rest
      from access_idempotency where account_id = ? and caller_id = ? and route = ? and key_hash = ?""";

  private final AgroalDataSource database;
  private final InstantSource clock;

  Ledger(AgroalDataSource database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * What is there already.
   *
   * @param samePayload whether it asked for the same
   * @param sameRights whether the caller might do just the same
   * @param status null until it is done
   * @param ageSeconds since it was claimed
   * @param restSeconds until the claim lapses
   */
  record Earlier(
      boolean samePayload,
      boolean sameRights,
      @Nullable Integer status,
      @Nullable String location,
      @Nullable String answer,
      int ageSeconds,
      int restSeconds) {}

  /** Claims the call: its id, or empty where somebody was first. */
  Optional<UUID> claim(Request request) throws SQLException {
    UUID id = TypeId.next();
    Instant now = clock.instant();
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(CLAIM)) {
      statement.setObject(1, request.account());
      statement.setObject(2, id);
      statement.setObject(3, request.caller());
      statement.setString(4, request.route());
      statement.setString(5, request.key());
      statement.setString(6, request.fingerprint());
      statement.setString(7, request.rights());
      statement.setLong(8, LEASE.toSeconds());
      statement.setObject(9, now.plus(KEPT).atOffset(ZoneOffset.UTC));
      statement.setObject(10, now.atOffset(ZoneOffset.UTC));
      return statement.executeUpdate() == 1 ? Optional.of(id) : Optional.empty();
    }
  }

  Optional<Earlier> find(Request request) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(FIND)) {
      statement.setObject(1, request.account());
      statement.setObject(2, request.caller());
      statement.setString(3, request.route());
      statement.setString(4, request.key());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(earlier(request, row)) : Optional.empty();
      }
    }
  }

  private static Earlier earlier(Request request, ResultSet row) throws SQLException {
    return new Earlier(
        request.fingerprint().equals(row.getString("fingerprint")),
        request.rights().equals(row.getString("rights")),
        row.getObject("status", Integer.class),
        row.getString("location"),
        row.getString("answer"),
        row.getInt("age"),
        row.getInt("rest"));
  }

  /** Whether the account has as many as it may; calls that meet here may pass it by a few. */
  boolean isFull(UUID account) throws SQLException {
    return isFull(account, null, MOST);
  }

  /** Whether the caller has as many as one may, so that he leaves room for the others. */
  boolean isShareFull(Request request) throws SQLException {
    return isFull(request.account(), request.caller(), MOST_OF_ONE);
  }

  private boolean isFull(UUID account, @Nullable UUID caller, int most) throws SQLException {
    String sql =
        "select count(*) >= ? from (select 1 from access_idempotency"
            + " where account_id = ? and kept_until > ?"
            + (caller == null ? "" : " and caller_id = ?")
            + " limit ?) as counted";
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      int at = 1;
      statement.setInt(at++, most);
      statement.setObject(at++, account);
      statement.setObject(at++, clock.instant().atOffset(ZoneOffset.UTC));
      if (caller != null) {
        statement.setObject(at++, caller);
      }
      statement.setInt(at, most);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  void done(UUID account, UUID id, Answered answered) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                update access_idempotency set status = ?, location = ?, answer = ?
                where account_id = ? and id = ?""")) {
      statement.setInt(1, answered.status());
      statement.setString(2, answered.location());
      statement.setString(3, answered.body());
      statement.setObject(4, account);
      statement.setObject(5, id);
      statement.executeUpdate();
    }
  }

  void release(UUID account, UUID id) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "delete from access_idempotency where account_id = ? and id = ?")) {
      statement.setObject(1, account);
      statement.setObject(2, id);
      statement.executeUpdate();
    }
  }

  /**
   * What is kept of an answer.
   *
   * @param location without scheme and host
   */
  record Answered(int status, @Nullable String location, @Nullable String body) {}
}
