package dev.belfry.access.member;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Somebody accepts an invitation.
 *
 * @param name what to call him, where he becomes a user by this; otherwise not looked at
 * @param password of the user, or to be his where he becomes one by this
 * @param newPassword of the user from now on; needed where somebody else chose the old one
 */
@RegisterForReflection
record Acceptance(
    @NotBlank @Size(max = 100) String token,
    @Size(min = 1, max = 100) @Nullable String name,
    @NotBlank @Size(max = 1024) String password,
    @Size(min = 1, max = 1024) @Nullable String newPassword) {
  @Override
  public String toString() {
    return "Acceptance[...]";
  }
}
