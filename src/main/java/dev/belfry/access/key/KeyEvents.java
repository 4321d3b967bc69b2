package dev.belfry.access.key;

import dev.belfry.access.Access;
import dev.belfry.access.credential.KeyId;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what was done with keys. */
@ApplicationScoped
class KeyEvents {
  private final Access access;
  private final Event<KeyChanged> events;
  private final InstantSource clock;

  KeyEvents(Access access, Event<KeyChanged> events, InstantSource clock) {
    this.access = access;
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

  /** An edit. */
  void updated(ApiKey key, List<Change> changes) {
    events.fire(
        new KeyChanged(
            new AccountId(key.accountId),
            access.actor(),
            subject(key),
            clock.instant(),
            "key.updated",
            null,
            changes));
  }

  static Subject subject(ApiKey key) {
    return Subject.of("key", new KeyId(key.id), key.name);
  }
}
