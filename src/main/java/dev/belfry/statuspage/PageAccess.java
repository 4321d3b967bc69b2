package dev.belfry.statuspage;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Who may see a page.
 *
 * @param mode default {@code public}
 * @param password with {@code password}: at least 12 characters; never shown, absent keeps the one
 *     that is stored
 * @param networks with {@code networks}: addresses and blocks such as {@code 192.0.2.0/24}
 */
@RegisterForReflection
@Schema(name = "NewStatusPageAccess")
public record PageAccess(
    @Nullable AccessMode mode,
    @Size(max = 1024) @Nullable String password,
    @Size(max = 100) @Nullable List<@NotNull @Size(max = 60) String> networks) {
  static final PageAccess PUBLIC = new PageAccess(AccessMode.PUBLIC, null, null);

  /** Without the password. */
  @Override
  public String toString() {
    return "PageAccess[" + mode + "]";
  }
}
