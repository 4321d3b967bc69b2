package dev.belfry.access.key;

import dev.belfry.access.Access;
import dev.belfry.access.credential.KeyId;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.Changes;
import dev.belfry.platform.event.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells what was done with keys. */
@ApplicationScoped
class KeyEvents {
  private static final Set<String> SECRET = Set.of("key");
  private static final Set<String> NOT_EDITED =
      Set.of(
          "id",
          "hint",
          "immutable",
          "last_used_at",
          "last_used_address",
          "last_used_user_agent",
          "calls_this_month",
          "warnings");

  private final Access access;
  private final Changes differences;
  private final Event<KeyChanged> events;
  private final InstantSource clock;

  KeyEvents(Access access, Changes differences, Event<KeyChanged> events, InstantSource clock) {
    this.access = access;
    this.differences = differences;
    this.events = events;
    this.clock = clock;
  }

  void fire(ApiKey key, String action) {
    fire(key, action, null, access.actor());
  }

  void fire(ApiKey key, String action, @Nullable String reason, Actor actor) {
    events.fire(
        new KeyChanged(
            new AccountId(key.accountId), actor, subject(key), clock.instant(), action, reason));
  }

  /**
   * With what it changed: all that is shown of the key but its use.
   *
   * @param before null where it was made
   */
  void fire(ApiKey key, String action, @Nullable KeyView before, KeyView after) {
    List<Change> changes =
        differences.between(before, after, SECRET).stream()
            .filter(change -> !NOT_EDITED.contains(change.field()))
            .toList();
    events.fire(
        new KeyChanged(
            new AccountId(key.accountId),
            access.actor(),
            subject(key),
            clock.instant(),
            action,
            null,
            changes));
  }

  static Subject subject(ApiKey key) {
    return Subject.of("key", new KeyId(key.id), key.name);
  }
}
