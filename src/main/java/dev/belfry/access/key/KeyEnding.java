package dev.belfry.access.key;

import dev.belfry.access.Access;
import dev.belfry.access.Revocation;
import dev.belfry.access.credential.CredentialLeaked;
import dev.belfry.access.credential.KeyId;
import dev.belfry.platform.database.DatabaseClock;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.json.MayBeEmpty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Takes keys away: revokes, deletes, disables them. Whoever may change keys may do this to every
 * key: less access is never refused.
 */
@ApplicationScoped
class KeyEnding {
  /** With a key go those that it made, and those that it replaced and that still live. */
  private static final String FAMILY =
      """
      with recursive family (id) as (
        select cast(:id as uuid)
        union
        select k.id from access_key k join family f on k.parent_id = f.id or k.successor_id = f.id
        where k.account_id = :account and k.revoked_at is null)
      select id from family where id <> cast(:id as uuid) order by id""";

  private final Access access;
  private final KeyTurn turn;
  private final KeyViews views;
  private final KeyRules rules;
  private final KeySight sight;
  private final KeyEvents events;
  private final InstantSource clock;

  KeyEnding(
      Access access,
      KeyTurn turn,
      KeyViews views,
      KeyRules rules,
      KeySight sight,
      KeyEvents events,
      InstantSource clock) {
    this.access = access;
    this.turn = turn;
    this.views = views;
    this.rules = rules;
    this.sight = sight;
    this.events = events;
    this.clock = clock;
  }

  /**
   * What whoever revokes a key says of it.
   *
   * @param reason as it is shown with the key; null or blank for none
   */
  @MayBeEmpty
  @RegisterForReflection
  @Schema(name = "KeyRevocation")
  record Why(@Size(max = 200) @Nullable String reason) {
    static final Why NONE = new Why(null);

    @Nullable String text() {
      return reason == null || reason.isBlank() ? null : reason.strip();
    }
  }

  KeyView revoke(KeyId id, Why why) {
    return turn.with(
        id,
        key -> {
          end(key, why.text(), access.actor());
          return views.one(key, null, DatabaseClock.now());
        });
  }

  /** Revokes and hides it; the row stays for the log book. */
  void delete(KeyId id) {
    turn.with(
        id,
        key -> {
          end(key, null, access.actor());
          key.deletedAt = clock.instant();
          events.fire(key, "key.deleted");
          return id;
        });
  }

  KeyView disable(KeyId id) {
    return turn.with(
        id,
        key -> {
          KeyRules.requireNotEnded(key, DatabaseClock.now());
          if (key.disabledAt == null) {
            key.disabledAt = clock.instant();
            key.rightsVersion++;
            key.updatedAt = clock.instant();
            events.fire(key, "key.disabled");
          }
          return views.one(key, null, DatabaseClock.now());
        });
  }

  /** Only for whoever could make such a key. */
  KeyView enable(KeyId id) {
    return turn.with(
        id,
        key -> {
          sight.require(java.util.Optional.of(key));
          KeyRules.requireNotEnded(key, DatabaseClock.now());
          rules.requireHeld(rules.terms(key), key);
          if (key.disabledAt != null) {
            key.disabledAt = null;
            key.disabledReason = null;
            key.updatedAt = clock.instant();
            events.fire(key, "key.enabled");
          }
          return views.one(key, null, DatabaseClock.now());
        });
  }

  /** Somebody showed the key to us in public: it ends, and whoever asked stays unknown. */
  void leaked(@Observes CredentialLeaked leak) {
    if (leak.key() && ApiKey.named(leak.account(), leak.id()).isPresent()) {
      end(ApiKey.alone(leak.account(), leak.id()), "leak", Actor.ANONYMOUS);
    }
  }

  /**
   * Ends a key for good, and all that goes with it.
   *
   * @param key held for us alone
   * @param reason why, where anything is known of it
   */
  void end(ApiKey key, @Nullable String reason, Actor actor) {
    List<UUID> family = family(key);
    one(key, reason, actor);
    family.forEach(Revocation::begin);
    for (UUID id : family) {
      ApiKey.locked(new AccountId(key.accountId), id)
          .ifPresent(
              other ->
                  one(other, key.id.equals(other.successorId) ? "successor" : "parent", actor));
    }
  }

  private static List<UUID> family(ApiKey key) {
    List<?> found =
        ApiKey.getEntityManager()
            .createNativeQuery(FAMILY, UUID.class)
            .setParameter("id", key.id.toString())
            .setParameter("account", key.accountId)
            .getResultList();
    return found.stream().map(UUID.class::cast).toList();
  }

  private void one(ApiKey key, @Nullable String reason, Actor actor) {
    if (key.revokedAt == null) {
      key.revokedAt = clock.instant();
      key.revokedReason = reason;
      key.rightsVersion++;
      key.updatedAt = key.revokedAt;
      events.fire(key, "key.revoked", reason, actor);
    }
  }
}
