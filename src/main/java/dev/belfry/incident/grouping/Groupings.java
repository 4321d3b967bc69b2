package dev.belfry.incident.grouping;

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

/** How accounts make one incident of several outages. */
@ApplicationScoped
@Transactional
public class Groupings {
  private final Access access;
  private final Changes changes;
  private final Event<GroupingChanged> events;
  private final InstantSource clock;

  Groupings(Access access, Changes changes, Event<GroupingChanged> events, InstantSource clock) {
    this.access = access;
    this.changes = changes;
    this.events = events;
    this.clock = clock;
  }

  /** The grouping with the version that edits compare. */
  record Versioned(Grouping grouping, long version) {}

  /** Of this account, in a transaction bound to it. */
  public Grouping of(AccountId account) {
    Optional<StoredGrouping> stored = StoredGrouping.findByIdOptional(account.uuid());
    return stored.map(StoredGrouping::grouping).orElse(Grouping.DEFAULT);
  }

  Versioned get() {
    Optional<StoredGrouping> stored = StoredGrouping.findByIdOptional(access.account().uuid());
    return stored
        .map(kept -> new Versioned(kept.grouping(), kept.version))
        .orElse(new Versioned(Grouping.DEFAULT, -1));
  }

  Versioned replace(Grouping wanted, @Nullable String ifMatch) {
    access.requireEverywhere(Scope.ACCOUNT_UPDATE);
    StoredGrouping stored =
        StoredGrouping.<StoredGrouping>findByIdOptional(
                access.account().uuid(), LockModeType.PESSIMISTIC_WRITE)
            .orElse(null);
    EntityTag.require(ifMatch, stored == null ? -1 : stored.version);
    Grouping before = stored == null ? Grouping.DEFAULT : stored.grouping();
    StoredGrouping kept = stored == null ? new StoredGrouping() : stored;
    kept.accountId = access.account().uuid();
    kept.groupedBy = wanted.by();
    kept.windowSeconds = (int) wanted.window().toSeconds();
    if (stored == null) {
      kept.persist();
    }
    StoredGrouping.flush();
    events.fire(
        new GroupingChanged(
            access.account(),
            access.actor(),
            new Subject("incident_grouping", null, null, null),
            clock.instant(),
            changes.between(before, wanted, Set.of())));
    return new Versioned(kept.grouping(), kept.version);
  }
}
