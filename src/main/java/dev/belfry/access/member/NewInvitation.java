package dev.belfry.access.member;

import dev.belfry.access.grant.GrantSpec;
import dev.belfry.access.people.RoleId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody to be invited.
 *
 * @param name what to call him until he says so himself; the address, when absent
 * @param mail whether a mail invites him too, where the installation has a mail server; default
 *     true
 */
@RegisterForReflection
record NewInvitation(
    @NotBlank @Email @Size(max = 254) String email,
    @Size(min = 1, max = 100) @Nullable String name,
    @Size(max = 50) @Nullable List<@NotNull RoleId> roles,
    @Size(max = 50) @Nullable List<@NotNull @Valid GrantSpec> grants,
    @Nullable Boolean mail) {}
