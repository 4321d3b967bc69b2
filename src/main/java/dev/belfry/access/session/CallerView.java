package dev.belfry.access.session;

import dev.belfry.access.credential.KeyId;
import dev.belfry.access.credential.SessionId;
import dev.belfry.access.grant.GrantSpec;
import dev.belfry.access.people.UserView;
import dev.belfry.platform.event.AccountId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who calls.
 *
 * @param kind user or key
 * @param user who is signed in, or in whose name the key acts; null for a service account
 * @param grants what the caller may do at this moment, after key, parent and owner have met
 */
@org.eclipse.microprofile.openapi.annotations.media.Schema(name = "Caller")
public record CallerView(
    String kind,
    AccountId accountId,
    @Nullable UserView user,
    @Nullable KeyName key,
    @Nullable SessionId sessionId,
    List<GrantSpec> grants) {
  /** The key by which the call came. */
  public record KeyName(
      KeyId id,
      @Nullable String name,
      @Nullable String hint,
      @Nullable Instant expiresAt,
      List<Limit> limits) {}

  /** A window of the key's limits, with what is left of it. */
  public record Limit(int requests, int windowSeconds, long remaining) {}
}
