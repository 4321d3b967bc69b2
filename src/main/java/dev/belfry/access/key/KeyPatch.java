package dev.belfry.access.key;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.grant.GrantSpec;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A key as it is to be. Taking away an end, the networks or the limits widens it, and is refused to
 * whoever could not make such a key; the grants cannot be taken away.
 *
 * @param grants of a custom key; those of the other kinds are fixed
 * @param scopes the short form of grants
 */
@RegisterForReflection
public record KeyPatch(
    @NotBlank @Size(max = 100) String name,
    @Size(min = 1, max = 50) @Nullable List<@NotNull @Valid GrantSpec> grants,
    @Size(min = 1, max = 200) @Nullable List<@NotNull @Size(max = 60) String> scopes,
    @Nullable Instant notBefore,
    @Nullable Instant expiresAt,
    @Size(min = 1, max = 100) @Nullable List<@NotNull @Size(max = 60) String> allowedNetworks,
    @Size(max = 8) @Nullable List<@NotNull @Valid KeyLimit> limits,
    @Size(max = 20) @Nullable Map<@Size(max = 60) String, @Size(max = 200) String> labels,
    @Size(max = 1000) @Nullable String description) {

  /** The key as it is, for a patch that may bring the short form of its grants. */
  static KeyPatch of(ApiKey key, List<GrantSpec> grants, JsonNode patch) {
    return new KeyPatch(
        key.name,
        patch.hasNonNull("scopes") && !patch.has("grants") ? null : grants,
        null,
        key.notBefore,
        key.expiresAt,
        key.allowedNetworks,
        key.limits(),
        key.labels,
        key.description);
  }
}
