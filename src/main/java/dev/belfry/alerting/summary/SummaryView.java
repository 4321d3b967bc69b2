package dev.belfry.alerting.summary;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * When a member gets his summary.
 *
 * @param weekday 1 is Monday, 7 is Sunday (ISO 8601)
 * @param hour 0 to 23, on the clock of the time zone
 */
@RegisterForReflection
@Schema(name = "WeeklySummary")
record SummaryView(int weekday, int hour, String timeZone, Instant nextAt) {
  static SummaryView of(Summary summary) {
    return new SummaryView(summary.weekday, summary.hour, summary.timeZone, summary.dueAt);
  }
}
