package dev.belfry.account;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** What an account changes of itself. */
@RegisterForReflection
record AccountPatch(@NotBlank @Size(max = 100) String name) {}
