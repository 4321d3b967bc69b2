package dev.belfry.notify.channel.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A text with named holes: {@code {{monitor.name}}}. */
public final class Template {
  public static final List<String> OF_DATA =
      List.of(
          "monitor.id",
          "monitor.name",
          "monitor.type",
          "monitor.url",
          "monitor.status",
          "incident.id",
          "incident.title",
          "incident.status",
          "incident.impact",
          "incident.started_at",
          "incident.resolved_at",
          "result.code",
          "result.latency_ms");

  /** What a hole may be called. */
  public static final List<String> NAMES =
      Stream.concat(
              Stream.of("id", "type", "timestamp", "account_id", "severity", "title", "text"),
              OF_DATA.stream())
          .toList();

  private static final Pattern HOLE = Pattern.compile("\\{\\{([^{}]*)}}");

  private Template() {}

  /** The names of holes that there are not. */
  public static List<String> unknown(String template) {
    List<String> unknown = new ArrayList<>();
    Matcher hole = HOLE.matcher(template);
    while (hole.find()) {
      String name = hole.group(1).strip();
      if (!NAMES.contains(name) && !unknown.contains(name)) {
        unknown.add(name);
      }
    }
    return unknown;
  }

  /** With these values, each escaped; a hole without one becomes nothing. */
  public static String fill(
      String template, Map<String, String> values, UnaryOperator<String> escape) {
    return HOLE.matcher(template)
        .replaceAll(
            hole ->
                Matcher.quoteReplacement(
                    escape.apply(values.getOrDefault(hole.group(1).strip(), ""))));
  }
}
