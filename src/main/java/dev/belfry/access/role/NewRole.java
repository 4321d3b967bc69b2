package dev.belfry.access.role;

import dev.belfry.access.grant.GrantSpec;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A role as given. */
@RegisterForReflection
record NewRole(
    @NotBlank @Size(max = 100) String name,
    @Size(max = 1000) @Nullable String description,
    @NotNull @Size(max = 50) List<@NotNull @Valid GrantSpec> grants) {}
