package dev.belfry.incident.bulk;

import dev.belfry.incident.IncidentFilter;
import dev.belfry.incident.IncidentId;
import dev.belfry.platform.problem.Violation;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One change of many incidents. Just one of {@code filter} and {@code ids} says which.
 *
 * @param filter those that match, of those that the caller sees; an empty one is refused
 * @param dryRun true changes nothing and counts whom it would be done to
 * @param expectedCount how many must match; otherwise nothing is done
 */
@RegisterForReflection
@Schema(name = "IncidentBulkChange")
record MassChange(
    @NotNull Action action,
    @Valid IncidentFilter.@Nullable Values filter,
    @Size(min = 1, max = 1_000) @Nullable List<@NotNull IncidentId> ids,
    @Nullable Boolean dryRun,
    @Min(0) @Nullable Long expectedCount) {

  boolean onlyTries() {
    return Boolean.TRUE.equals(dryRun);
  }

  /** Values that are right by themselves and wrong together. */
  List<Violation> contradictions() {
    List<Violation> wrong = new ArrayList<>();
    if ((filter == null) == (ids == null)) {
      wrong.add(Violation.at("", "one_of", "must say which by just one of filter and ids"));
    }
    if (filter != null && filter.asksNothing()) {
      wrong.add(Violation.at("/filter", "empty", "must not be empty; say open: true for all"));
    }
    return wrong;
  }
}
