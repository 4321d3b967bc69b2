package dev.belfry.access.member;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * One's own password, to be changed.
 *
 * @param newPassword {@code new} on the wire: at least 12 characters, at most 1024 bytes
 */
@RegisterForReflection
record PasswordChange(
    @NotBlank @Size(max = 1024) String current,
    @JsonProperty("new") @NotBlank @Size(max = 1024) String newPassword) {
  @Override
  public String toString() {
    return "PasswordChange[...]";
  }
}
