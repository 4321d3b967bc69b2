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
 * A person to be added.
 *
 * @param password to sign in with the first time, where the address has no user yet
 */
@RegisterForReflection
record NewUser(
    @NotBlank @Email @Size(max = 254) String email,
    @NotBlank @Size(max = 100) String name,
    @Size(max = 1024) @Nullable String password,
    @Size(max = 50) @Nullable List<@NotNull RoleId> roles,
    @Size(max = 50) @Nullable List<@NotNull @Valid GrantSpec> grants) {
  NewInvitation invitation() {
    return new NewInvitation(email, name, roles, grants, password == null);
  }

  @Override
  public String toString() {
    return "NewUser[...]";
  }
}
