package dev.belfry.access.session;

import dev.belfry.access.Revocation;
import dev.belfry.access.credential.SessionId;
import dev.belfry.access.people.MemberId;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Ends sessions, at once: nothing that they began commits after our transaction has returned. */
@ApplicationScoped
public class SessionEndings {
  private final Event<SessionChanged> events;
  private final InstantSource clock;

  SessionEndings(Event<SessionChanged> events, InstantSource clock) {
    this.events = events;
    this.clock = clock;
  }

  /** All of a member in the bound account, but one. */
  public void all(AccountId account, MemberId member, @Nullable SessionId keep, Actor actor) {
    for (Session session : Session.open(account, member)) {
      if (keep == null || !session.id.equals(keep.uuid())) {
        end(session, actor);
      }
    }
  }

  void end(Session session, Actor actor) {
    Revocation.begin(session.id);
    Instant now = clock.instant();
    session.revokedAt = now;
    Subject subject = Subject.of("session", new SessionId(session.id), null);
    events.fire(
        new SessionChanged(
            new AccountId(session.accountId), actor, subject, now, "session.deleted"));
  }
}
