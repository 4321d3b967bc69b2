package dev.belfry.access.key;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What of a key can be edited; its rights and its life cannot be widened by it. */
@RegisterForReflection
public record KeyPatch(
    @NotBlank @Size(max = 100) String name,
    @Size(max = 20) @Nullable Map<@Size(max = 60) String, @Size(max = 200) String> labels,
    @Size(max = 1000) @Nullable String description) {
  static KeyPatch of(ApiKey key) {
    return new KeyPatch(key.name, key.labels, key.description);
  }
}
