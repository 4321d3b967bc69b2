package dev.belfry.access.member;

import dev.belfry.access.people.UserId;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The token of a reset: shown here and never again. */
@Schema(name = "PasswordResetToken")
record PasswordResetView(UserId userId, String token, Instant expiresAt) {
  @Override
  public String toString() {
    return "PasswordResetView[" + userId + "]";
  }
}
