package dev.belfry.alerting.summary;

import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A summary as its reader sees it. */
final class SummaryText {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);

  private SummaryText() {}

  static String subject(WeekInReview week) {
    return "%s to %s: %s uptime, %s"
        .formatted(
            DAY.format(week.from()),
            DAY.format(week.until()),
            percent(week.uptime()),
            outages(week.outages()));
  }

  static String body(WeekInReview week) {
    StringBuilder text = new StringBuilder();
    text.append("Your week, ")
        .append(DAY.format(week.from()))
        .append(" to ")
        .append(DAY.format(week.until()))
        .append(" (")
        .append(week.timeZone())
        .append(")\n\n");
    line(text, "Uptime", percent(week.uptime()));
    line(text, "Monitors", Integer.toString(week.monitors()));
    line(text, "Outages", Long.toString(week.outages()));
    line(text, "Downtime", duration(week.downSeconds()));
    if (week.worst().isEmpty()) {
      text.append("\nNothing was down.\n");
    } else {
      text.append("\nMost downtime:\n");
      for (WeekInReview.Line one : week.worst()) {
        text.append("- ")
            .append(one.name())
            .append(": ")
            .append(percent(one.uptime()))
            .append(", down for ")
            .append(duration(one.downSeconds()))
            .append(", ")
            .append(outages(one.outages()))
            .append('\n');
      }
    }
    return text.append("\nYou asked for this mail; DELETE /v1/profile/weekly-summary ends it.\n")
        .toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "%-10s", name + ":")).append(value).append('\n');
  }

  private static String outages(long number) {
    return number == 1 ? "1 outage" : number + " outages";
  }

  /** Never rounded up: 100 % is without any downtime. */
  private static String percent(@Nullable Double uptime) {
    return uptime == null
        ? "unknown"
        : String.format(Locale.ROOT, "%.4f", uptime).replaceFirst("\\.?0+$", "") + " %";
  }

  static String duration(long seconds) {
    Duration time = Duration.ofSeconds(seconds);
    if (time.toDays() > 0) {
      return time.toDays() + " d " + time.toHoursPart() + " h";
    }
    if (time.toHours() > 0) {
      return time.toHours() + " h " + time.toMinutesPart() + " min";
    }
    return time.toMinutes() > 0
        ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
        : seconds + " s";
  }
}
