package dev.belfry.incident.bulk;

import dev.belfry.incident.IncidentId;
import dev.belfry.platform.problem.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What came of a change of many, or would come of it.
 *
 * @param matched how many were meant, of those that the caller sees
 * @param changed how many were changed; of a dry run, how many would be
 * @param unchanged how many were so already
 * @param refused how many could not be changed, or are not there
 * @param refusals each of them
 */
@RegisterForReflection
@Schema(name = "IncidentBulkReport")
record MassReport(
    Action action,
    boolean dryRun,
    int matched,
    int changed,
    int unchanged,
    int refused,
    List<Refusal> refusals) {

  /** One that was left as it is, and why. */
  @RegisterForReflection
  @Schema(name = "IncidentBulkRefusal")
  record Refusal(IncidentId id, String code, String message) {
    static Refusal of(IncidentId id, Problem problem) {
      return new Refusal(id, problem.type().code(), problem.detail());
    }
  }
}
