package dev.belfry.access.member.recovery;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * Somebody who cannot sign in any more.
 *
 * @param email with which he signs in
 */
@RegisterForReflection
record ForgottenPassword(@NotBlank @Email @Size(max = 254) String email) {
  @Override
  public String toString() {
    return "ForgottenPassword[...]";
  }
}
