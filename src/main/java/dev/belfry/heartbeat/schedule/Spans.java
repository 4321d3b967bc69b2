package dev.belfry.heartbeat.schedule;

import java.time.Duration;

/** Spans of time for people: the two largest units that there are. */
public final class Spans {
  private Spans() {}

  public static String text(Duration span) {
    if (span.toDays() > 0) {
      return span.toDays() + " d " + span.toHoursPart() + " h";
    }
    if (span.toHours() > 0) {
      return span.toHours() + " h " + span.toMinutesPart() + " min";
    }
    return span.toMinutes() > 0
        ? span.toMinutes() + " min " + span.toSecondsPart() + " s"
        : span.toSeconds() + " s";
  }
}
