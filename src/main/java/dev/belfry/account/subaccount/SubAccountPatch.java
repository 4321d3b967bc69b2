package dev.belfry.account.subaccount;

import dev.belfry.account.AccountStatus;
import dev.belfry.account.Plan;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;

/**
 * What a parent changes of its sub-account.
 *
 * @param groupMapping whether its mappings of groups of the shared identity provider count
 */
@RegisterForReflection
record SubAccountPatch(
    @NotNull AccountStatus status, @NotNull Plan plan, @NotNull Boolean groupMapping) {}
