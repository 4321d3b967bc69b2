package dev.belfry.access.member;

import dev.belfry.access.grant.GrantSpec;
import dev.belfry.access.people.MemberStatus;
import dev.belfry.access.people.RoleId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be changed of a service account. */
@RegisterForReflection
record ServiceAccountPatch(
    @NotBlank @Size(max = 100) String name,
    @Size(max = 1000) @Nullable String description,
    @NotNull MemberStatus status,
    @NotNull @Size(max = 50) List<@NotNull RoleId> roles,
    @NotNull @Size(max = 50) List<@NotNull @Valid GrantSpec> grants) {}
