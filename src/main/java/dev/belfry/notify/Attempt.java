package dev.belfry.notify;

import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

@Entity
@Immutable
@Table(name = "notify_attempt")
@IdClass(Attempt.Place.class)
class Attempt extends PanacheEntityBase {
  private static final int LONGEST_ERROR = 300;

  @Id UUID accountId;
  @Id UUID deliveryId;
  @Id int number;
  Instant at;
  boolean delivered;
  @Nullable Integer statusCode;
  @Nullable Integer durationMs;
  @Nullable String error;

  static Attempt of(Delivery delivery, Instant at, Outcome outcome) {
    Attempt attempt = new Attempt();
    attempt.accountId = delivery.accountId;
    attempt.deliveryId = delivery.id;
    attempt.number = delivery.attempts + 1;
    attempt.at = at;
    attempt.delivered = outcome.verdict() == Outcome.Verdict.DELIVERED;
    attempt.statusCode = outcome.status();
    attempt.durationMs = outcome.durationMs();
    String error = outcome.error();
    attempt.error =
        error == null || error.length() <= LONGEST_ERROR
            ? error
            : error.substring(0, LONGEST_ERROR);
    return attempt;
  }

  /** In order, by delivery. */
  static Map<UUID, List<Attempt>> of(AccountId account, Collection<UUID> deliveries) {
    return Attempt.<Attempt>find(
            "accountId = ?1 and deliveryId in ?2 order by number", account.uuid(), deliveries)
        .stream()
        .collect(Collectors.groupingBy(attempt -> attempt.deliveryId));
  }

  static class Place implements Serializable {
    private static final long serialVersionUID = 1;
    UUID accountId = new UUID(0, 0);
    UUID deliveryId = new UUID(0, 0);
    int number;

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Place place
          && accountId.equals(place.accountId)
          && deliveryId.equals(place.deliveryId)
          && number == place.number;
    }

    @Override
    public int hashCode() {
      return Objects.hash(accountId, deliveryId, number);
    }
  }
}
