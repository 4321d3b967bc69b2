package dev.belfry.incident;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * News of an incident.
 *
 * @param message Markdown
 * @param status the state from now on; absent leaves it as it is
 * @param notifySubscribers whether subscribers of status pages are told; then it is public too
 * @param isPublic whether status pages show it
 */
@RegisterForReflection
record NewUpdate(
    @NotBlank @Size(max = 10_000) String message,
    @Nullable IncidentStatus status,
    @Nullable Boolean notifySubscribers,
    @com.fasterxml.jackson.annotation.JsonProperty("public") @Nullable Boolean isPublic) {

  boolean notifies() {
    return Boolean.TRUE.equals(notifySubscribers);
  }

  boolean published() {
    return notifies() || Boolean.TRUE.equals(isPublic);
  }

  /**
   * What an author may change of it later.
   *
   * @param message Markdown; absent stays
   * @param isPublic whether status pages show it; absent stays
   */
  @RegisterForReflection
  @Schema(name = "IncidentUpdateEdit")
  record Edit(
      @NotBlank @Size(max = 10_000) String message,
      @com.fasterxml.jackson.annotation.JsonProperty("public") @Nullable Boolean isPublic) {}
}
