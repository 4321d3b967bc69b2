package dev.belfry.notify;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.page.Cursor;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.panache.common.Parameters;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries; what is null, or an empty set of statuses, is not asked for.
 *
 * @param endpoints those that the caller may know of; null for all
 * @param from when they were posted, inclusive
 * @param to exclusive
 * @param whose of which channels
 */
public record DeliveryQuery(
    Set<DeliveryStatus> status,
    @Nullable Set<UUID> endpoints,
    @Nullable Collection<UUID> ids,
    @Nullable String type,
    @Nullable UUID message,
    @Nullable Instant from,
    @Nullable Instant to,
    Whose whose) {
  /**
   * Of which channels.
   *
   * @param channel their kind
   * @param forOutsiders whether they are those that bring news to outsiders, or the others
   */
  public record Whose(@Nullable String channel, @Nullable Boolean forOutsiders) {
    public static final Whose ALL = new Whose(null, null);

    /** Of whoever belongs to the account. */
    public static final Whose OURS = new Whose(null, false);
  }

  static DeliveryQuery ofEndpoint(UUID endpoint, @Nullable DeliveryStatus status) {
    return new DeliveryQuery(
        status == null ? Set.of() : Set.of(status),
        Set.of(endpoint),
        null,
        null,
        null,
        null,
        null,
        Whose.ALL);
  }

  /** Of some endpoints, whatever else. */
  public static DeliveryQuery named(Collection<UUID> ids, @Nullable Set<UUID> endpoints) {
    return new DeliveryQuery(Set.of(), endpoints, ids, null, null, null, null, Whose.ALL);
  }

  PanacheQuery<Delivery> newestFirst(AccountId account, @Nullable Cursor after) {
    StringBuilder where = new StringBuilder("from Delivery d where d.accountId = :account");
    Parameters values = Parameters.with("account", account.uuid());
    values = narrow(where, values);
    if (after != null) {
      where.append(" and (d.createdAt, d.id) < (:at, :id)");
      values = values.and("at", after.at()).and("id", after.id());
    }
    return Delivery.find(where + " order by d.createdAt desc, d.id desc", values);
  }

  /**
   * Those that may be sent again, oldest first: people outside of the account get nothing twice.
   */
  PanacheQuery<Delivery> replayable(AccountId account, String fields) {
    StringBuilder where =
        new StringBuilder(
            fields
                + " from Delivery d where d.accountId = :account and not (d.forOutsiders and d.status = DELIVERED)");
    Parameters values = narrow(where, Parameters.with("account", account.uuid()));
    return Delivery.find(where + " order by d.createdAt, d.id", values);
  }

  private Parameters narrow(StringBuilder where, Parameters given) {
    Parameters values = given;
    values = and(where, values, "d.status in :status", "status", status.isEmpty() ? null : status);
    values = and(where, values, "d.endpointId in :endpoints", "endpoints", endpoints);
    values = and(where, values, "d.id in :ids", "ids", ids);
    values = and(where, values, "d.messageId = :message", "message", message);
    values = and(where, values, "d.createdAt >= :from", "from", from);
    values = and(where, values, "d.createdAt < :to", "to", to);
    values = and(where, values, "d.channel = :channel", "channel", whose.channel());
    if (whose.forOutsiders() != null) {
      // In words of its own, or no partial index is used.
      where.append(
          whose.forOutsiders() ? " and d.forOutsiders = true" : " and d.forOutsiders = false");
    }
    return and(
        where,
        values,
        "exists (select 1 from Message m where m.accountId = d.accountId and m.id = d.messageId and m.type = :type)",
        "type",
        type);
  }

  private static Parameters and(
      StringBuilder where,
      Parameters values,
      String condition,
      String name,
      @Nullable Object value) {
    if (value == null) {
      return values;
    }
    where.append(" and ").append(condition);
    return values.and(name, value);
  }
}
