package dev.belfry.access.session;

import dev.belfry.access.credential.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session as shown.
 *
 * @param current whether it is the one that asks
 * @param expiresAt the end whatever happens; it ends before when idle for too long
 */
@org.eclipse.microprofile.openapi.annotations.media.Schema(name = "Session")
public record SessionView(
    SessionId id,
    boolean current,
    Instant createdAt,
    Instant lastSeenAt,
    Instant expiresAt,
    @Nullable String address,
    @Nullable String userAgent,
    String method) {
  static SessionView of(Session session, @Nullable SessionId current) {
    SessionId id = new SessionId(session.id);
    return new SessionView(
        id,
        id.equals(current),
        session.createdAt,
        session.lastSeenAt,
        session.expiresAt,
        session.address,
        session.userAgent,
        session.method);
  }
}
