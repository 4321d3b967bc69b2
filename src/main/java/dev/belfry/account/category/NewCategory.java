package dev.belfry.account.category;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** A category as given. */
@RegisterForReflection
record NewCategory(@NotBlank @Size(max = 100) String name) {}
