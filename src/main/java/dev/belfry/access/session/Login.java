package dev.belfry.access.session;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Who wants to sign in. */
@RegisterForReflection
public record Login(
    @NotBlank @Size(max = 254) String email, @NotBlank @Size(max = 1024) String password) {
  @Override
  public String toString() {
    return "Login[...]";
  }
}
