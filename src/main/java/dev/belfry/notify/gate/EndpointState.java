package dev.belfry.notify.gate;

import io.quarkus.hibernate.orm.panache.Panache;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of notify_endpoint, read past the cache of the persistence context: others write it at any
 * moment.
 *
 * @param probing whether a probe is under way, by the clock of the database
 * @param backlog whether it works again and more still waits
 */
record EndpointState(
    Circuit circuit,
    @Nullable Instant lastSuccessAt,
    @Nullable Instant lastFailureAt,
    @Nullable UUID probe,
    boolean probing,
    @Nullable Instant pacedTo,
    @Nullable Instant digestUntil,
    boolean backlog) {
  private static final String COLUMNS =
      """
      select endpoint_id, consecutive_failures, open_since, rests, rest_until, last_success_at, last_failure_at,
        probe_id, coalesce(probe_until > clock_timestamp(), false), paced_to, digest_until, backlog from notify_endpoint
      """;
  private static final String ONE = COLUMNS + "where account_id = ?1 and endpoint_id = ?2";

  static Optional<EndpointState> seen(UUID account, UUID endpoint) {
    return one(ONE, account, endpoint);
  }

  /** Made where it is not there, and nobody else changes it before we are done. */
  static EndpointState locked(UUID account, UUID endpoint, String channel) {
    Panache.getEntityManager()
        .createNativeQuery(
            "insert into notify_endpoint (account_id, endpoint_id, channel) values (?1, ?2, ?3) on conflict do nothing")
        .setParameter(1, account)
        .setParameter(2, endpoint)
        .setParameter(3, channel)
        .executeUpdate();
    return one(ONE + " for update", account, endpoint).orElseThrow();
  }

  private static Optional<EndpointState> one(String sql, UUID account, UUID endpoint) {
    List<?> rows =
        Panache.getEntityManager()
            .createNativeQuery(sql)
            .setParameter(1, account)
            .setParameter(2, endpoint)
            .getResultList();
    return rows.stream().map(row -> of((Object[]) row)).findFirst();
  }

  /** Of those endpoints that have one. */
  static Map<UUID, EndpointState> of(UUID account, Collection<UUID> endpoints) {
    Map<UUID, EndpointState> states = new HashMap<>();
    List<?> rows =
        Panache.getEntityManager()
            .createNativeQuery(COLUMNS + "where account_id = ?1 and endpoint_id = any (?2)")
            .setParameter(1, account)
            .setParameter(2, endpoints.toArray(UUID[]::new))
            .getResultList();
    rows.forEach(row -> states.put((UUID) ((Object[]) row)[0], of((Object[]) row)));
    return states;
  }

  private static EndpointState of(Object[] row) {
    return new EndpointState(
        new Circuit((Integer) row[1], (Instant) row[2], (Integer) row[3], (Instant) row[4]),
        (Instant) row[5],
        (Instant) row[6],
        (UUID) row[7],
        (Boolean) row[8],
        (Instant) row[9],
        (Instant) row[10],
        (Boolean) row[11]);
  }

  /** Whether a probe may go now. */
  boolean isReady(Instant now) {
    Instant until = circuit.restUntil();
    return !probing && (until == null || !until.isAfter(now));
  }

  /** Whether a success changes nothing that is worth a write. */
  boolean isWell(Instant now, Duration noted) {
    return !circuit.isOpen()
        && circuit.failures() == 0
        && lastSuccessAt != null
        && lastSuccessAt.plus(noted).isAfter(now);
  }

  Health health(Instant now) {
    Health.State state =
        !circuit.isOpen()
            ? Health.State.CLOSED
            : probing || isReady(now) ? Health.State.HALF_OPEN : Health.State.OPEN;
    return new Health(state, circuit.failures(), lastSuccessAt, lastFailureAt, circuit.restUntil());
  }
}
