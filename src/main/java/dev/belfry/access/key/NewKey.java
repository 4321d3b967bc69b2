package dev.belfry.access.key;

import dev.belfry.access.credential.KeyText;
import dev.belfry.access.grant.GrantSpec;
import dev.belfry.access.people.MemberId;
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
 * A key to be made. What a key makes and says nothing of, is as with the key that makes it: end,
 * networks, limits.
 *
 * @param kind default {@code custom}; every other has fixed grants, and some a fixed type
 * @param type {@code svc} (default), {@code pat}, {@code ing} (telemetry only) or {@code reg}
 *     (registering servers only)
 * @param grants what it may do, and where; or
 * @param scopes the short form: these scopes on everything
 * @param ownerId in whose name it acts: the caller (default), or a service account
 * @param notBefore from when on it opens anything; at once, when absent
 * @param expiresAt never, or as late as the account's policy lets it, when absent
 * @param allowedNetworks addresses and blocks from which it may be used; everywhere, when absent
 * @param limits of calls; no two with the same window
 */
@RegisterForReflection
public record NewKey(
    @NotBlank @Size(max = 100) String name,
    @Nullable KeyKind kind,
    KeyText.@Nullable Type type,
    @Size(min = 1, max = 50) @Nullable List<@NotNull @Valid GrantSpec> grants,
    @Size(min = 1, max = 200) @Nullable List<@NotNull @Size(max = 60) String> scopes,
    @Nullable MemberId ownerId,
    @Nullable Instant notBefore,
    @Nullable Instant expiresAt,
    @Size(min = 1, max = 100) @Nullable List<@NotNull @Size(max = 60) String> allowedNetworks,
    @Size(max = 8) @Nullable List<@NotNull @Valid KeyLimit> limits,
    @Size(max = 20) @Nullable Map<@Size(max = 60) String, @Size(max = 200) String> labels,
    @Size(max = 1000) @Nullable String description) {

  /** The same, of the type of persons where none is named. */
  public NewKey personal() {
    return new NewKey(
        name,
        kind,
        type == null ? KeyText.Type.PAT : type,
        grants,
        scopes,
        ownerId,
        notBefore,
        expiresAt,
        allowedNetworks,
        limits,
        labels,
        description);
  }
}
