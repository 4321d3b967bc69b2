package dev.belfry.result.report;

import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a report of uptime is asked about.
 *
 * @param target percent of uptime that was promised; null where nothing was
 */
record Asked(Month month, @Nullable Double target) {
  private static final double ALL = 100;
  private static final Pattern PERCENT = Pattern.compile("[0-9]{1,3}([.][0-9]{1,6})?");

  /**
   * @throws Problem 400 naming all that is wrong
   */
  static Asked parse(
      @Nullable String month, @Nullable String zone, @Nullable String target, Instant now) {
    List<Violation> wrong = new ArrayList<>();
    Month wanted = Month.parse(month, zone, now, wrong);
    if (target != null
        && (!PERCENT.matcher(target).matches() || Double.parseDouble(target) > ALL)) {
      wrong.add(
          Violation.ofParameter(
              "target", "invalid", "must be a percentage from 0 to 100, such as 99.9"));
    }
    if (!wrong.isEmpty()) {
      throw Problem.parameters(wrong);
    }
    return new Asked(wanted, target == null ? null : Double.valueOf(target));
  }
}
