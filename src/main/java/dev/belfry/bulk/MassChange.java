package dev.belfry.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.monitor.MonitorId;
import dev.belfry.monitor.MonitorQuery;
import dev.belfry.platform.problem.Violation;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One change of many monitors. Just one of {@code filter}, {@code ids} and {@code all} says which.
 *
 * @param filter those that match, of those that the caller sees; an empty one is refused
 * @param all true for all that the caller sees
 * @param changes for {@code update}: a merge patch, as of one monitor
 * @param tags for {@code tag} and {@code untag}
 * @param forSeconds for {@code pause}: after which they are resumed by themselves, at most seven
 *     days
 * @param waitSeconds for {@code check}: how long to wait for all results; default 60
 * @param dryRun true keeps nothing: edits are tried and taken back, of others is counted whom the
 *     caller may do it to
 * @param expectedCount how many must match; otherwise nothing is done
 */
@RegisterForReflection
@Schema(name = "MonitorBulkChange")
record MassChange(
    @NotNull Action action,
    @Valid MonitorQuery.@Nullable Filter filter,
    @Size(min = 1, max = 10_000) @Nullable List<@NotNull MonitorId> ids,
    @Nullable Boolean all,
    @Schema(type = SchemaType.OBJECT) @Nullable JsonNode changes,
    @Size(min = 1, max = 20) @Nullable List<@NotBlank @Size(max = 50) String> tags,
    @Min(1) @Max(604_800) @Nullable Integer forSeconds,
    @Min(1) @Max(120) @Nullable Integer waitSeconds,
    @Nullable Boolean dryRun,
    @Min(0) @Nullable Long expectedCount) {

  boolean isDry() {
    return Boolean.TRUE.equals(dryRun);
  }

  private boolean isAll() {
    return Boolean.TRUE.equals(all);
  }

  /** Values that are right by themselves and wrong together. */
  List<Violation> contradictions() {
    List<Violation> wrong = new ArrayList<>();
    int ways = (filter == null ? 0 : 1) + (ids == null ? 0 : 1) + (isAll() ? 1 : 0);
    if (ways != 1) {
      wrong.add(
          Violation.at("", "one_of", "must say which by just one of filter, ids and all: true"));
    }
    if (filter != null && filter.isEmpty()) {
      wrong.add(
          Violation.at("/filter", "empty", "must not be empty; say all: true for all of them"));
    }
    belongs(wrong, "/changes", isGiven(changes), action == Action.UPDATE, true);
    belongs(wrong, "/tags", tags != null, action == Action.TAG || action == Action.UNTAG, true);
    belongs(wrong, "/for_seconds", forSeconds != null, action == Action.PAUSE, false);
    belongs(wrong, "/wait_seconds", waitSeconds != null, action == Action.CHECK, false);
    JsonNode patch = changes;
    if (patch != null && !patch.isNull() && !(patch.isObject() && !patch.isEmpty())) {
      wrong.add(Violation.at("/changes", "wrong_type", "must be an object that changes something"));
    }
    return wrong;
  }

  private static boolean isGiven(@Nullable JsonNode node) {
    return node != null && !node.isNull();
  }

  private static void belongs(
      List<Violation> wrong, String pointer, boolean given, boolean fits, boolean needed) {
    if (given && !fits) {
      wrong.add(Violation.at(pointer, "not_allowed", "does not belong to this action"));
    } else if (!given && fits && needed) {
      wrong.add(Violation.at(pointer, "required", "is needed for this action"));
    }
  }
}
