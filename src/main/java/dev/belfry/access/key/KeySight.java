package dev.belfry.access.key;

import dev.belfry.access.Access;
import dev.belfry.access.Caller;
import dev.belfry.access.grant.GrantStore;
import dev.belfry.access.grant.Rights;
import dev.belfry.platform.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Which keys a caller may see: his own, and those whose grants he holds himself. A key has no own
 * keys but itself and those that it made, whoever its owner is: otherwise a weak key of an owner
 * would reach his strong ones.
 */
@ApplicationScoped
class KeySight {
  private final Access access;
  private final GrantStore grants;

  KeySight(Access access, GrantStore grants) {
    this.access = access;
    this.grants = grants;
  }

  /** A condition over keys in HQL. */
  record Condition(String text, Map<String, Object> values) {}

  boolean isOwn(ApiKey key) {
    Caller caller = access.caller();
    return caller.key() == null
        ? key.ownerId.equals(caller.member().uuid())
        : isItself(key) || caller.key().uuid().equals(key.parentId);
  }

  /** Whether the key is the one that calls. */
  boolean isItself(ApiKey key) {
    Caller caller = access.caller();
    return caller.key() != null && caller.key().uuid().equals(key.id);
  }

  boolean sees(ApiKey key) {
    return isOwn(key) || access.caller().rights().contains(grants.read(key.grants));
  }

  /**
   * @throws Problem 404 when there is none that the caller may see
   */
  ApiKey require(Optional<ApiKey> key) {
    return key.filter(this::sees).orElseThrow(Problem::notFound);
  }

  /**
   * For lists and their totals: few different grants are written in the many keys of an account.
   */
  Condition condition() {
    Caller caller = access.caller();
    if (caller.rights().contains(Rights.EVERYTHING)) {
      return new Condition("true", Map.of());
    }
    List<String> held =
        ApiKey.getEntityManager()
            .createQuery(
                "select distinct cast(grants as string) from ApiKey where accountId = :account and deletedAt is null",
                String.class)
            .setParameter("account", caller.account().uuid())
            .getResultStream()
            .filter(text -> caller.rights().contains(grants.read(text)))
            .toList();
    String own = caller.key() == null ? "ownerId = :self" : "id = :self or parentId = :self";
    UUID self = caller.key() == null ? caller.member().uuid() : caller.key().uuid();
    return held.isEmpty()
        ? new Condition(own, Map.of("self", self))
        : new Condition(
            own + " or cast(grants as string) in :held", Map.of("self", self, "held", held));
  }
}
