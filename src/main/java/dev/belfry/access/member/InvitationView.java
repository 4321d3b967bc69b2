package dev.belfry.access.member;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belfry.access.grant.GrantSpec;
import dev.belfry.access.people.InvitationId;
import dev.belfry.access.people.MemberId;
import dev.belfry.access.people.RoleId;
import dev.belfry.platform.json.ShownOnce;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An invitation as shown; it is gone when it was accepted.
 *
 * @param token for the guest: in the answer to its making, and never again
 * @param status pending or expired
 * @param mail whether a mail invites him, with a token of its own: {@code pending}, {@code sent}
 *     (taken by the mail server), {@code failed}, or {@code off} where none is sent
 */
@Schema(name = "Invitation")
record InvitationView(
    InvitationId id,
    @ShownOnce @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String token,
    String email,
    String name,
    List<RoleId> roles,
    List<GrantSpec> grants,
    String status,
    String mail,
    MemberId invitedBy,
    Instant expiresAt,
    Instant createdAt,
    Instant updatedAt) {
  @Override
  public String toString() {
    return "InvitationView[" + id + "]";
  }
}
