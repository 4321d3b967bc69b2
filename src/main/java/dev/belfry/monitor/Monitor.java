package dev.belfry.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.grant.Place;
import dev.belfry.account.category.CategoryId;
import dev.belfry.monitor.standing.Enough;
import dev.belfry.monitor.standing.Flapping;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "monitor")
class Monitor extends PanacheEntityBase {
  @Id UUID id;
  UUID accountId;
  @Nullable UUID categoryId;
  String name;
  @Nullable String key;
  String kind;
  String address;

  @JdbcTypeCode(SqlTypes.JSON)
  JsonNode target;

  byte @Nullable [] secrets;

  @JdbcTypeCode(SqlTypes.ARRAY)
  List<String> tags;

  int intervalSeconds;
  int timeoutSeconds;
  @Nullable Integer retryIntervalSeconds;
  int confirmDown;
  @Nullable Integer confirmDownOf;
  int confirmUp;
  @Nullable Integer confirmUpOf;
  @Nullable Integer degradedMs;
  int confirmDegraded;
  @Nullable Integer confirmDegradedOf;
  boolean flapEnabled;
  int flapLooks;
  int flapStart;
  int flapStop;
  @Version long version;
  Instant createdAt;
  Instant updatedAt;

  static Optional<Monitor> named(AccountId account, MonitorId id) {
    return find("accountId = ?1 and id = ?2", account.uuid(), id.uuid()).firstResultOptional();
  }

  static Optional<Monitor> locked(AccountId account, MonitorId id) {
    return find("accountId = ?1 and id = ?2", account.uuid(), id.uuid())
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResultOptional();
  }

  /** One that has a key. */
  record Keyed(String key, UUID id) {}

  static List<Keyed> withKeys(AccountId account, Collection<String> keys) {
    return keys.isEmpty()
        ? List.of()
        : find(
                "select key, id from Monitor where accountId = ?1 and key in ?2",
                account.uuid(),
                keys)
            .project(Keyed.class)
            .list();
  }

  static List<MonitorQuery.Found> withStates(AccountId account, List<UUID> ids) {
    return getEntityManager()
        .createQuery(
            "select m, s from Monitor m join MonitorState s on s.monitorId = m.id and s.accountId = m.accountId"
                + " where m.accountId = :account and m.id in :ids order by m.id",
            Object[].class)
        .setParameter("account", account.uuid())
        .setParameter("ids", ids)
        .getResultStream()
        .map(row -> new MonitorQuery.Found((Monitor) row[0], (MonitorState) row[1]))
        .toList();
  }

  /**
   * @param own the key that the monitor has already
   * @throws Problem 409 where another one has it
   */
  static void requireFree(AccountId account, @Nullable String key, @Nullable String own) {
    if (key != null && !key.equals(own) && !withKeys(account, List.of(key)).isEmpty()) {
      throw taken(key);
    }
  }

  static Problem taken(String key) {
    return Problem.of(ProblemType.TAKEN, "Another monitor has the key " + key + ".");
  }

  static void leave(AccountId account, CategoryId category) {
    update(
        "categoryId = null where accountId = ?1 and categoryId = ?2",
        account.uuid(),
        category.uuid());
  }

  /** Where it lies, given the groups in which it is. */
  Place place(Set<UUID> groups) {
    return new Place(categoryId, groups);
  }

  Thresholds thresholds() {
    return new Thresholds(
        Enough.of(confirmDown, confirmDownOf),
        Enough.of(confirmUp, confirmUpOf),
        degradedMs,
        Enough.of(confirmDegraded, confirmDegradedOf),
        flapEnabled ? new Flapping(flapLooks, flapStart, flapStop) : null);
  }

  Duration interval() {
    return Duration.ofSeconds(intervalSeconds);
  }

  Duration timeout() {
    return Duration.ofSeconds(timeoutSeconds);
  }
}
