package dev.belfry.access.member.recovery;

import dev.belfry.access.people.UserId;
import dev.belfry.platform.json.ShownOnce;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The token of a reset: shown here and never again. */
@Schema(name = "PasswordResetToken")
public record PasswordResetView(UserId userId, @ShownOnce String token, Instant expiresAt) {
  @Override
  public String toString() {
    return "PasswordResetView[" + userId + "]";
  }
}
