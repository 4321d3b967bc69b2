package dev.belfry.notify;

import dev.belfry.platform.event.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that we hold. Its holder and lease prove it: whoever takes it over writes others.
 *
 * @param holder null for one that nobody was to claim
 */
record Claimed(
    AccountId account,
    UUID id,
    UUID endpoint,
    @Nullable UUID about,
    @Nullable UUID holder,
    @Nullable Instant leaseUntil,
    String channel) {

  static final String COLUMNS =
      "t.account_id, t.id, t.endpoint_id, t.about, t.holder, t.lease_until, t.channel";

  static Claimed read(ResultSet row) throws SQLException {
    return new Claimed(
        new AccountId(row.getObject("account_id", UUID.class)),
        row.getObject("id", UUID.class),
        row.getObject("endpoint_id", UUID.class),
        row.getObject("about", UUID.class),
        row.getObject("holder", UUID.class),
        row.getObject("lease_until", OffsetDateTime.class).toInstant(),
        row.getString("channel"));
  }

  /** The columns in their order. */
  static Claimed of(Object[] row) {
    return new Claimed(
        new AccountId((UUID) row[0]),
        (UUID) row[1],
        (UUID) row[2],
        (UUID) row[3],
        (UUID) row[4],
        (Instant) row[5],
        (String) row[6]);
  }

  static Claimed of(Delivery delivery) {
    return new Claimed(
        new AccountId(delivery.accountId),
        delivery.id,
        delivery.endpointId,
        delivery.about,
        delivery.holder,
        delivery.leaseUntil,
        delivery.channel);
  }
}
