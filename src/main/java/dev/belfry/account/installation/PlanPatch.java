package dev.belfry.account.installation;

import dev.belfry.account.Plan;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;

/** What an operator changes of an account. */
@RegisterForReflection
record PlanPatch(@NotNull Plan plan) {}
