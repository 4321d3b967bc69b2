package dev.belfry.activity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.activity.EntryView.ActorView;
import dev.belfry.activity.EntryView.ObjectView;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lines of RFC 4180 with every cell in quotes. A cell that a spreadsheet would take for a formula
 * gets an apostrophe before it (OWASP: CSV injection).
 */
final class Csv {
  private static final String DANGEROUS = "=+-@\t\r\n＝＋－＠";

  static final String HEADER =
      line(
          "id",
          "at",
          "actor_kind",
          "actor_id",
          "actor_name",
          "actor_hint",
          "actor_session_id",
          "action",
          "object_type",
          "object_id",
          "object_name",
          "result",
          "address",
          "request_id",
          "changes");

  private Csv() {}

  static String line(EntryView entry) {
    ActorView actor = entry.actor();
    ObjectView object = entry.object();
    JsonNode changes = entry.changes();
    return line(
        entry.id().text(),
        entry.at().toString(),
        actor.kind(),
        actor.id(),
        actor.name(),
        actor.hint(),
        actor.sessionId(),
        entry.action(),
        object.type(),
        object.id(),
        object.name(),
        entry.result(),
        entry.address(),
        entry.requestId(),
        changes.isEmpty() ? null : changes.toString());
  }

  private static String line(@Nullable String... cells) {
    return Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String cell(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return "";
    }
    String safe = DANGEROUS.indexOf(text.charAt(0)) < 0 ? text : "'" + text;
    return '"' + safe.replace("\"", "\"\"") + '"';
  }
}
