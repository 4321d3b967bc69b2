package dev.belfry.access.key.policy;

import dev.belfry.access.Access;
import dev.belfry.access.grant.Scope;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Subject;
import dev.belfry.platform.http.EntityTag;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What accounts ask of their keys. */
@ApplicationScoped
@Transactional
public class KeyPolicies {
  private final Access access;
  private final Event<KeyPolicyChanged> events;
  private final InstantSource clock;

  KeyPolicies(Access access, Event<KeyPolicyChanged> events, InstantSource clock) {
    this.access = access;
    this.events = events;
    this.clock = clock;
  }

  /** The policy with the version that edits compare. */
  record Versioned(KeyPolicyView policy, long version) {}

  /** In a transaction bound to the account. */
  public KeyPolicyView of(AccountId account) {
    return find(account).map(KeyPolicyView::of).orElse(KeyPolicyView.NONE);
  }

  Versioned get() {
    return find(access.account())
        .map(policy -> new Versioned(KeyPolicyView.of(policy), policy.version))
        .orElse(new Versioned(KeyPolicyView.NONE, -1));
  }

  Versioned replace(KeyPolicyView wanted, @Nullable String ifMatch) {
    access.requireEverywhere(Scope.KEY_UPDATE);
    KeyPolicy policy =
        KeyPolicy.<KeyPolicy>findByIdOptional(
                access.account().uuid(), LockModeType.PESSIMISTIC_WRITE)
            .orElse(null);
    EntityTag.require(ifMatch, policy == null ? -1 : policy.version);
    boolean first = policy == null;
    KeyPolicy kept = policy == null ? new KeyPolicy() : policy;
    kept.accountId = access.account().uuid();
    kept.rotateAfterDays = wanted.rotateAfterDays();
    kept.revokeUnusedAfterDays = wanted.revokeUnusedAfterDays();
    kept.maxLifeDays = wanted.maxLifeDays();
    kept.personalKeys = wanted.personalKeys();
    kept.updatedAt = clock.instant();
    if (first) {
      kept.persist();
    }
    KeyPolicy.flush();
    events.fire(
        new KeyPolicyChanged(
            access.account(),
            access.actor(),
            new Subject("key_policy", null, null, null),
            clock.instant()));
    return new Versioned(KeyPolicyView.of(kept), kept.version);
  }

  private static Optional<KeyPolicy> find(AccountId account) {
    return KeyPolicy.findByIdOptional(account.uuid());
  }
}
