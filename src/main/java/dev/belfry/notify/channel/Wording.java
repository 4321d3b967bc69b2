package dev.belfry.notify.channel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.notify.NoticeType;
import dev.belfry.notify.channel.News.Severity;
import dev.belfry.notify.channel.News.Stage;
import java.util.Map;

/**
 * What a type of news means.
 *
 * @param topic by which alarms of one monitor are told apart
 * @param apart whether it is an alarm of its own beside that of the incident
 */
record Wording(String title, Severity severity, Stage stage, String topic, boolean apart) {
  private record Sense(String lead, Severity severity, Stage stage, String topic) {}

  private static final String OUTAGE = "";
  private static final String GIVEN_UP = "No longer watched";

  private static final Map<String, Sense> SENSES =
      Map.ofEntries(
          of(NoticeType.MONITOR_DOWN, "Down", Severity.CRITICAL, Stage.RAISED, OUTAGE),
          of(NoticeType.MONITOR_UP, "Up", Severity.GOOD, Stage.ENDED, OUTAGE),
          of(NoticeType.MONITOR_DEGRADED, "Degraded", Severity.WARNING, Stage.RAISED, "degraded"),
          of(NoticeType.MONITOR_RECOVERED, "Recovered", Severity.GOOD, Stage.ENDED, "degraded"),
          of(NoticeType.MONITOR_FLAPPING, "Flapping", Severity.WARNING, Stage.RAISED, "flapping"),
          of(
              NoticeType.MONITOR_FLAPPING_STOPPED,
              "No longer flapping",
              Severity.GOOD,
              Stage.ENDED,
              "flapping"),
          of(NoticeType.MONITOR_OVERDUE, "Overdue", Severity.WARNING, Stage.RAISED, "overdue"),
          of(
              NoticeType.MONITOR_LOOKED_AT,
              "Looked at again",
              Severity.GOOD,
              Stage.ENDED,
              "overdue"),
          of(
              NoticeType.CERTIFICATE_EXPIRING,
              "Certificate ends soon",
              Severity.WARNING,
              Stage.RAISED,
              "end"),
          of(NoticeType.DOMAIN_EXPIRING, "Domain ends soon", Severity.WARNING, Stage.RAISED, "end"),
          of(
              NoticeType.INCIDENT_CREATED,
              "Incident opened",
              Severity.CRITICAL,
              Stage.RAISED,
              OUTAGE),
          of(
              NoticeType.INCIDENT_UPDATED,
              "Incident updated",
              Severity.WARNING,
              Stage.CHANGED,
              OUTAGE),
          of(NoticeType.INCIDENT_RESOLVED, "Incident resolved", Severity.GOOD, Stage.ENDED, OUTAGE),
          of(NoticeType.KEY_FLAGGED, "Key flagged", Severity.WARNING, Stage.RAISED, "flag"),
          of(NoticeType.KEY_EXPIRING, "Key expires soon", Severity.WARNING, Stage.RAISED, "age"),
          of(NoticeType.KEY_EXPIRED, "Key expired", Severity.WARNING, Stage.RAISED, "age"),
          of(
              NoticeType.KEY_ROTATION_DUE,
              "Key is due for rotation",
              Severity.INFO,
              Stage.RAISED,
              "age"),
          of(NoticeType.KEY_UNUSED, "Key is not used", Severity.INFO, Stage.RAISED, "use"),
          of(
              ChannelDesk.TEST,
              "Test: news of Belfry arrive here",
              Severity.INFO,
              Stage.RAISED,
              "test"),
          of(NoticeType.DIGEST, "Several news", Severity.WARNING, Stage.RAISED, "digest"));

  private static Map.Entry<String, Sense> of(
      String type, String lead, Severity severity, Stage stage, String topic) {
    return Map.entry(type, new Sense(lead, severity, stage, topic));
  }

  static Wording of(String type, JsonNode data) {
    Sense sense = SENSES.getOrDefault(type, new Sense(type, Severity.INFO, Stage.CHANGED, "other"));
    String name = name(type, data);
    String lead = isGivenUp(sense, data) ? GIVEN_UP : sense.lead();
    boolean acknowledged =
        type.equals("incident.acknowledged")
            || (type.equals(NoticeType.INCIDENT_UPDATED)
                && !data.path("incident").path("acknowledged_at").asText("").isEmpty()
                && !data.path("incident").path("acknowledged_at").isNull());
    return new Wording(
        name.isEmpty() ? lead : lead + ": " + name,
        severity(type, sense, data),
        acknowledged ? Stage.ACKNOWLEDGED : sense.stage(),
        sense.topic(),
        !sense.topic().equals(OUTAGE));
  }

  /** Pausing or deleting a monitor ends its alarms, though nobody has seen it well. */
  private static boolean isGivenUp(Sense sense, JsonNode data) {
    return sense.stage() == Stage.ENDED
        && data.path("monitor").path("status").asText().equals("paused");
  }

  private static String name(String type, JsonNode data) {
    if (type.equals(NoticeType.DIGEST)) {
      return data.path("count").asText();
    }
    if (type.startsWith("incident.")) {
      return data.path("incident").path("title").asText();
    }
    if (data.has("monitor")) {
      return data.path("monitor").path("name").asText();
    }
    if (type.equals(NoticeType.KEY_FLAGGED)) {
      return data.path("flag").path("subject_name").asText();
    }
    return data.path("key").path("name").asText();
  }

  /** An incident is as bad as it says. */
  private static Severity severity(String type, Sense sense, JsonNode data) {
    if (!type.startsWith("incident.") || sense.severity() == Severity.GOOD) {
      return sense.severity();
    }
    return switch (data.path("incident").path("impact").asText()) {
      case "high", "critical" -> Severity.CRITICAL;
      case "none" -> Severity.INFO;
      case "low", "medium" -> Severity.WARNING;
      default -> sense.severity();
    };
  }
}
