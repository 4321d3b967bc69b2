package dev.belfry.alerting.book;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.grant.Pair;
import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
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
@Table(name = "alerting_rule")
class Rule extends PanacheEntityBase {
  @Id UUID id;
  UUID accountId;
  String kind;
  String name;
  UUID ownerId;
  @Nullable UUID keyId;

  @JdbcTypeCode(SqlTypes.JSON)
  List<Pair> reach;

  boolean enabled;
  @Nullable String stopped;

  @JdbcTypeCode(SqlTypes.ARRAY)
  List<String> events;

  @JdbcTypeCode(SqlTypes.JSON)
  JsonNode body;

  @Version long version;
  Instant createdAt;
  Instant updatedAt;

  static List<Rule> listed(AccountId account, String kind) {
    return list(
        "accountId = ?1 and kind = ?2 order by createdAt desc, id desc", account.uuid(), kind);
  }

  static List<Rule> allLocked(AccountId account, String kind) {
    return Rule.<Rule>find("accountId = ?1 and kind = ?2 order by id", account.uuid(), kind)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .list();
  }

  static Optional<Rule> named(AccountId account, String kind, UUID id) {
    return find("accountId = ?1 and kind = ?2 and id = ?3", account.uuid(), kind, id)
        .firstResultOptional();
  }

  /** And nobody else changes it before we are done. */
  static Optional<Rule> locked(AccountId account, String kind, UUID id) {
    return find("accountId = ?1 and kind = ?2 and id = ?3", account.uuid(), kind, id)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResultOptional();
  }

  static List<Rule> all(AccountId account, String kind, Collection<UUID> ids) {
    return ids.isEmpty()
        ? List.of()
        : list("accountId = ?1 and kind = ?2 and id in ?3", account.uuid(), kind, ids);
  }

  static List<Rule> listening(AccountId account, String kind, String event) {
    return Panache.getSession()
        .createNativeQuery(
            "select * from alerting_rule where account_id = ?1 and kind = ?2 and enabled and ?3 = any (events)"
                + " order by id",
            Rule.class)
        .setParameter(1, account.uuid())
        .setParameter(2, kind)
        .setParameter(3, event)
        .list();
  }

  /** Not an edit: whoever has read the rule may still write it. */
  static void stop(AccountId account, UUID id, @Nullable String why) {
    Panache.getEntityManager()
        .createNativeQuery(
            "update alerting_rule set stopped = cast(?3 as text) where account_id = ?1 and id = ?2"
                + " and stopped is distinct from cast(?3 as text)")
        .setParameter(1, account.uuid())
        .setParameter(2, id)
        .setParameter(3, why)
        .executeUpdate();
  }

  /** A category or group goes; nobody reaches it any more by its id. */
  static void forget(AccountId account, UUID gone) {
    Rule.<Rule>find("accountId = ?1 order by id", account.uuid())
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .list()
        .forEach(rule -> rule.forget(gone));
  }

  private void forget(UUID gone) {
    List<Pair> left =
        reach.stream()
            .map(pair -> pair.without(gone))
            .filter(pair -> !pair.reachesNothing())
            .toList();
    if (!left.equals(reach)) {
      reach = left;
    }
  }

  /** From now on it names these, and no others. */
  void uses(Set<UUID> used) {
    flush();
    Panache.getEntityManager()
        .createNativeQuery("delete from alerting_use where account_id = ?1 and user_id = ?2")
        .setParameter(1, accountId)
        .setParameter(2, id)
        .executeUpdate();
    for (UUID one : used) {
      Panache.getEntityManager()
          .createNativeQuery(
              "insert into alerting_use (account_id, user_id, used_id) values (?1, ?2, ?3)")
          .setParameter(1, accountId)
          .setParameter(2, id)
          .setParameter(3, one)
          .executeUpdate();
    }
  }

  /** How many name this one. */
  long users() {
    return (Long)
        Panache.getEntityManager()
            .createNativeQuery(
                "select count(*) from alerting_use where account_id = ?1 and used_id = ?2",
                Long.class)
            .setParameter(1, accountId)
            .setParameter(2, id)
            .getSingleResult();
  }
}
