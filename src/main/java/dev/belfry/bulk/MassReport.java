package dev.belfry.bulk;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belfry.monitor.LookView;
import dev.belfry.monitor.MonitorId;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.Violation;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What came of a change of many, or would come of it.
 *
 * @param matched how many were meant, of those that the caller sees
 * @param changed how many were changed; of a dry run, how many would be
 * @param unchanged how many were so already; of checks by a filter, how many report by themselves
 * @param refused how many could not be changed, or are not there
 * @param refusals each of them, up to 1,000
 * @param passed of checks: whether there was at least one and each was good in time; a gate
 * @param results of checks
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "MonitorBulkReport")
record MassReport(
    Action action,
    boolean dryRun,
    int matched,
    int changed,
    int unchanged,
    int refused,
    List<Refusal> refusals,
    @Nullable Boolean passed,
    @Nullable List<Checked> results) {

  /** One that was left as it is, and why. */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "MonitorBulkRefusal")
  record Refusal(MonitorId id, String code, String message, @Nullable List<Violation> errors) {
    static Refusal of(MonitorId id, Problem problem) {
      return new Refusal(
          id,
          problem.type().code(),
          problem.detail(),
          problem.errors().isEmpty() ? null : problem.errors());
    }
  }

  /**
   * One look of many.
   *
   * @param result null where it did not come in time
   */
  @RegisterForReflection
  @Schema(name = "MonitorBulkCheck")
  record Checked(MonitorId id, String name, boolean passed, @Nullable LookView result) {}
}
