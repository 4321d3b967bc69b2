package dev.belfry.access.key;

import dev.belfry.access.credential.KeyText;
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
 * A key to be made.
 *
 * @param kind default {@code custom}
 * @param type {@code svc} (default) or {@code pat}
 * @param grants what it may do, and where; or
 * @param scopes the short form: these scopes on everything
 * @param expiresAt never, when absent
 */
@RegisterForReflection
public record NewKey(
    @NotBlank @Size(max = 100) String name,
    @Nullable KeyKind kind,
    KeyText.@Nullable Type type,
    @Size(min = 1, max = 50) @Nullable List<@NotNull @Valid GrantSpec> grants,
    @Size(min = 1, max = 200) @Nullable List<@NotNull @Size(max = 60) String> scopes,
    @Nullable Instant expiresAt,
    @Size(max = 20) @Nullable Map<@Size(max = 60) String, @Size(max = 200) String> labels,
    @Size(max = 1000) @Nullable String description) {}
