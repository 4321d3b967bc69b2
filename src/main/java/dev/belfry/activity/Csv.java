package dev.belfry.activity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.activity.EntryView.ActorView;
import dev.belfry.activity.EntryView.ObjectView;
import dev.belfry.platform.csv.Cells;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The log book as CSV. */
final class Csv {
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
    return Cells.line(Arrays.asList(cells));
  }
}
