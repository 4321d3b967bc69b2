package dev.belfry.access.session;

import dev.belfry.access.Revocation;
import dev.belfry.access.credential.CredentialLeaked;
import dev.belfry.access.credential.SessionId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.time.InstantSource;

/** Ends sessions whose token somebody found. */
@ApplicationScoped
class LeakedSessions {
  private final Event<SessionChanged> events;
  private final InstantSource clock;

  LeakedSessions(Event<SessionChanged> events, InstantSource clock) {
    this.events = events;
    this.clock = clock;
  }

  void leaked(@Observes CredentialLeaked leak) {
    if (leak.key()) {
      return;
    }
    Revocation.begin(leak.id());
    Session.named(leak.account(), leak.id())
        .ifPresent(
            session -> {
              Instant now = clock.instant();
              session.revokedAt = now;
              events.fire(
                  new SessionChanged(
                      leak.account(),
                      Actor.ANONYMOUS,
                      Subject.of("session", new SessionId(leak.id()), null),
                      now,
                      "session.leaked"));
            });
  }
}
