package dev.belfry.access.sso;

import dev.belfry.access.people.RoleId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * A mapping as given.
 *
 * @param group as the identity provider writes it, compared letter by letter
 */
@RegisterForReflection
record NewMapping(@NotBlank @Size(max = 255) String group, @NotNull RoleId roleId) {}
