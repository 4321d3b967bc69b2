package dev.belfry.bulk;

import dev.belfry.monitor.MonitorSeries;
import dev.belfry.platform.problem.Violation;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What came of a file, or would come of it.
 *
 * @param rows monitors in the file
 * @param unchanged those that were so already
 * @param skipped those whose key was there already
 * @param errors what is wrong with the refused ones, by line and pointer; up to 20 of a row and
 *     10,000 of all
 * @param errorsLeftOut how many more there are
 */
@RegisterForReflection
@Schema(name = "MonitorImportReport")
record ImportReport(
    boolean dryRun,
    ImportMode mode,
    int rows,
    int created,
    int updated,
    int unchanged,
    int skipped,
    int refused,
    List<Violation> errors,
    int errorsLeftOut) {
  static ImportReport of(
      Imports.Terms terms,
      List<MonitorSeries.Outcome> outcomes,
      List<Violation> errors,
      int leftOut) {
    return new ImportReport(
        terms.dry(),
        terms.mode(),
        outcomes.size(),
        count(outcomes, MonitorSeries.Outcome.CREATED),
        count(outcomes, MonitorSeries.Outcome.UPDATED),
        count(outcomes, MonitorSeries.Outcome.UNCHANGED),
        count(outcomes, MonitorSeries.Outcome.SKIPPED),
        count(outcomes, MonitorSeries.Outcome.REFUSED),
        List.copyOf(errors),
        leftOut);
  }

  private static int count(List<MonitorSeries.Outcome> all, MonitorSeries.Outcome one) {
    return (int) all.stream().filter(outcome -> outcome == one).count();
  }
}
