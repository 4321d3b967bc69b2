package dev.belfry.access.member;

import dev.belfry.access.grant.GrantSpec;
import dev.belfry.access.people.RoleId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A service account to be made; without roles and grants it may do nothing. */
@RegisterForReflection
record NewServiceAccount(
    @NotBlank @Size(max = 100) String name,
    @Size(max = 1000) @Nullable String description,
    @Size(max = 50) @Nullable List<@NotNull RoleId> roles,
    @Size(max = 50) @Nullable List<@NotNull @Valid GrantSpec> grants) {}
