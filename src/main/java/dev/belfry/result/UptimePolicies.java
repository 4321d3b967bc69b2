package dev.belfry.result;

import dev.belfry.access.Access;
import dev.belfry.access.grant.Scope;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Changes;
import dev.belfry.platform.event.Subject;
import dev.belfry.platform.http.EntityTag;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How accounts count uptime. */
@ApplicationScoped
@Transactional
public class UptimePolicies {
  private final Access access;
  private final Changes changes;
  private final Event<UptimePolicyChanged> events;
  private final InstantSource clock;

  UptimePolicies(
      Access access, Changes changes, Event<UptimePolicyChanged> events, InstantSource clock) {
    this.access = access;
    this.changes = changes;
    this.events = events;
    this.clock = clock;
  }

  /** The policy with the version that edits compare. */
  record Versioned(UptimePolicy policy, long version) {}

  /** Of the caller's account. */
  public UptimePolicy current() {
    return get().policy();
  }

  /** Of the account to which the transaction is bound, whoever asks. */
  public UptimePolicy of(AccountId account) {
    return stored(account).policy();
  }

  Versioned get() {
    return stored(access.account());
  }

  private static Versioned stored(AccountId account) {
    Optional<StoredPolicy> stored = StoredPolicy.findByIdOptional(account.uuid());
    return stored
        .map(kept -> new Versioned(kept.policy(), kept.version))
        .orElse(new Versioned(UptimePolicy.DEFAULT, -1));
  }

  Versioned replace(UptimePolicy wanted, @Nullable String ifMatch) {
    access.requireEverywhere(Scope.ACCOUNT_UPDATE);
    StoredPolicy stored =
        StoredPolicy.<StoredPolicy>findByIdOptional(
                access.account().uuid(), LockModeType.PESSIMISTIC_WRITE)
            .orElse(null);
    EntityTag.require(ifMatch, stored == null ? -1 : stored.version);
    UptimePolicy before = stored == null ? UptimePolicy.DEFAULT : stored.policy();
    StoredPolicy kept = stored == null ? new StoredPolicy() : stored;
    kept.accountId = access.account().uuid();
    kept.degraded = wanted.degraded();
    kept.unknown = wanted.unknown();
    kept.maintenance = wanted.maintenance();
    kept.paused = wanted.paused();
    if (stored == null) {
      kept.persist();
    }
    StoredPolicy.flush();
    events.fire(
        new UptimePolicyChanged(
            access.account(),
            access.actor(),
            new Subject("uptime_policy", null, null, null),
            clock.instant(),
            changes.between(before, wanted, Set.of())));
    return new Versioned(kept.policy(), kept.version);
  }
}
