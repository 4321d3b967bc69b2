package dev.belfry.account.subaccount;

import dev.belfry.account.Plan;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * A sub-account to be made.
 *
 * @param plan not above that of the parent
 */
@RegisterForReflection
record NewAccount(@NotBlank @Size(max = 100) String name, @NotNull Plan plan) {}
