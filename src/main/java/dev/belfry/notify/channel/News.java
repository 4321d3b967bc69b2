package dev.belfry.notify.channel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.notify.channel.text.Template;
import dev.belfry.notify.channel.text.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A message as people read it. All texts are without invisible characters and at most a few
 * thousand characters long; what they mean to a vendor is for the kind to prevent.
 *
 * @param id of the message, the same for every attempt
 * @param title one line
 * @param text may be empty, may have lines
 * @param thread what it tells of, such as an incident: the same for all news of it
 * @param alarm what is raised and ends; the same for both
 * @param holes the values by name, for templates
 */
public record News(
    String id,
    String type,
    Instant at,
    Severity severity,
    Stage stage,
    String title,
    String text,
    List<Fact> facts,
    String thread,
    String alarm,
    Map<String, String> holes) {
  private static final int LONGEST_TITLE = 300;
  private static final int LONGEST_TEXT = 4000;
  private static final int LONGEST_FACT = 500;
  private static final int MOST_LISTED = 50;

  /** How bad it is. */
  public enum Severity {
    CRITICAL,
    WARNING,
    INFO,
    GOOD
  }

  /** Where an alarm stands, for systems that keep them. */
  public enum Stage {
    RAISED,
    ACKNOWLEDGED,
    CHANGED,
    ENDED
  }

  /** Something to know besides. */
  public record Fact(String name, String value) {}

  /** From the body that webhooks get. */
  public static News of(String id, String type, JsonNode body) {
    JsonNode data = body.path("data");
    JsonNode monitor = data.path("monitor");
    JsonNode incident = data.path("incident");
    Wording wording = Wording.of(type, data);
    boolean open = incident.isObject() && !incident.path("status").asText().equals("resolved");
    boolean ofIncident =
        type.startsWith("incident.")
            || (incident.isObject() && (open || type.equals("monitor.up")));
    String thing = first(incident.path("id"), monitor.path("id"), data.path("key").path("id"), id);
    String monitorId = first(monitor.path("id"), id);
    String alarm =
        ofIncident && !wording.apart()
            ? first(incident.path("id"), id)
            : wording.apart() ? monitorId + "/" + wording.topic() : monitorId;
    String at = body.path("timestamp").asText();
    return new News(
        id,
        type,
        at.isEmpty() ? Instant.EPOCH : Instant.parse(at),
        wording.severity(),
        wording.stage(),
        line(wording.title(), LONGEST_TITLE),
        Words.cut(Words.visible(text(data)), LONGEST_TEXT),
        facts(data),
        ofIncident ? thing : alarm,
        alarm,
        holes(id, type, body, wording));
  }

  /** The first that says something. */
  private static String first(JsonNode one, String otherwise) {
    return one.asText().isEmpty() ? otherwise : one.asText();
  }

  private static String first(JsonNode one, JsonNode two, JsonNode three, String otherwise) {
    return first(one, first(two, first(three, otherwise)));
  }

  private static String line(String text, int most) {
    return Words.cut(Words.oneLine(text), most);
  }

  private static String text(JsonNode data) {
    String message = first(data.path("message"), data.path("result").path("message").asText());
    JsonNode listed = data.path("notices");
    if (!listed.isArray()) {
      return message;
    }
    List<String> lines = new ArrayList<>();
    for (JsonNode one : listed) {
      if (lines.size() == MOST_LISTED) {
        lines.add("… " + (listed.size() - MOST_LISTED) + " more");
        break;
      }
      lines.add("- " + line(Wording.of(one.path("type").asText(), one.path("data")).title(), 200));
    }
    return String.join("\n", lines);
  }

  private static List<Fact> facts(JsonNode data) {
    List<Fact> facts = new ArrayList<>();
    add(facts, "Monitor", data.path("monitor").path("name"));
    add(facts, "Address", data.path("monitor").path("url"));
    add(facts, "Status", data.path("monitor").path("status"));
    add(facts, "Incident", data.path("incident").path("title"));
    add(facts, "Incident status", data.path("incident").path("status"));
    add(facts, "Impact", data.path("incident").path("impact"));
    add(facts, "Started", data.path("incident").path("started_at"));
    add(facts, "Resolved", data.path("incident").path("resolved_at"));
    add(facts, "Key", data.path("key").path("name"));
    add(facts, "Key hint", data.path("key").path("hint"));
    return List.copyOf(facts);
  }

  private static void add(List<Fact> facts, String name, JsonNode value) {
    if (value.isValueNode() && !value.isNull() && !value.asText().isEmpty()) {
      facts.add(new Fact(name, line(value.asText(), LONGEST_FACT)));
    }
  }

  private static Map<String, String> holes(String id, String type, JsonNode body, Wording wording) {
    Map<String, String> holes = new LinkedHashMap<>();
    JsonNode data = body.path("data");
    holes.put("id", id);
    holes.put("type", type);
    holes.put("timestamp", body.path("timestamp").asText());
    holes.put("account_id", body.path("account_id").asText());
    holes.put("severity", wording.severity().name().toLowerCase(Locale.ROOT));
    holes.put("title", line(wording.title(), LONGEST_TITLE));
    holes.put("text", Words.cut(Words.visible(text(data)), LONGEST_TEXT));
    for (String name : Template.OF_DATA) {
      int dot = name.indexOf('.');
      JsonNode value = data.path(name.substring(0, dot)).path(name.substring(dot + 1));
      holes.put(name, value.isNull() ? "" : line(value.asText(), LONGEST_FACT));
    }
    return holes;
  }

  /** The text and the facts, line by line; the title again where there is neither. */
  public String lines() {
    List<String> lines = new ArrayList<>();
    if (!text.isBlank()) {
      lines.add(text);
    }
    facts.forEach(fact -> lines.add(fact.name() + ": " + fact.value()));
    return lines.isEmpty() ? title : String.join("\n", lines);
  }

  /** Not what it says. */
  @Override
  public String toString() {
    return type + " " + id;
  }
}
