package dev.belfry.account.group;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** A group as given. */
@RegisterForReflection
record NewGroup(@NotBlank @Size(max = 100) String name) {}
