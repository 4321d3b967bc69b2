package dev.belfry.notify.delivery;

import dev.belfry.notify.DeliveryId;
import dev.belfry.platform.problem.Violation;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Many to be sent again. Just one of {@code ids} and {@code filter} says which.
 *
 * @param filter those that match, oldest first; without a status, those that are given up or held;
 *     an empty one is refused; never what reached somebody outside of the account
 * @param dryRun true sends nothing and counts
 */
@RegisterForReflection
@Schema(name = "DeliveryReplay")
public record Replay(
    @Size(min = 1, max = 1000) @Nullable List<@NotNull DeliveryId> ids,
    @Valid @Nullable ReplayFilter filter,
    @Nullable Boolean dryRun) {
  static final int MOST = 1_000;

  boolean isDry() {
    return Boolean.TRUE.equals(dryRun);
  }

  Optional<Violation> contradiction() {
    if ((ids == null) == (filter == null)) {
      return Optional.of(
          Violation.at("", "one_of", "must say which by just one of ids and filter"));
    }
    return filter != null && filter.isEmpty()
        ? Optional.of(Violation.at("/filter", "empty", "must not be empty"))
        : Optional.empty();
  }
}
