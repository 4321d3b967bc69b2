package dev.belfry.access.leak;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A secret that was found.
 *
 * @param credential a key, or the token of a session
 */
@RegisterForReflection
@Schema(name = "LeakedCredential")
record Leak(@NotBlank @Size(max = 1000) String credential) {
  @Override
  public String toString() {
    return "Leak[...]";
  }
}
