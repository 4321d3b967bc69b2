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

/**
 * What an account changes of its people; what they are called elsewhere stays.
 *
 * @param roles those given here; the ones of an identity provider are not among them
 */
@RegisterForReflection
record UserPatch(
    @NotBlank @Size(max = 100) String name,
    @NotNull MemberStatus status,
    @NotNull @Size(max = 50) List<@NotNull RoleId> roles,
    @NotNull @Size(max = 50) List<@NotNull @Valid GrantSpec> grants) {}
