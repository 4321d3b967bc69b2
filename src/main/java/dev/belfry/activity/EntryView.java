package dev.belfry.activity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belfry.access.grant.Selection;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.id.TypeId;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A line of the log book as shown.
 *
 * @param changes what was changed from what to what; without values where they are secret
 */
@Schema(name = "ActivityEntry")
record EntryView(
    EntryId id,
    Instant at,
    ActorView actor,
    String action,
    ObjectView object,
    String result,
    @Nullable String address,
    @Nullable String requestId,
    @Schema(type = SchemaType.ARRAY, implementation = Change.class) JsonNode changes) {

  @Schema(name = "ActivityActor")
  record ActorView(
      String kind,
      @Nullable String id,
      @Nullable String name,
      @Nullable String hint,
      @Nullable String sessionId) {}

  @Schema(name = "ActivityObject")
  record ObjectView(String type, @Nullable String id, @Nullable String name) {}

  /**
   * @param reach of the reader, who reaches the entry itself
   */
  static EntryView of(Entry entry, Selection reach) {
    return new EntryView(
        new EntryId(entry.id),
        entry.at,
        new ActorView(
            entry.actorKind, entry.actorId, entry.actorName, entry.actorHint, entry.sessionId),
        entry.action,
        new ObjectView(entry.objectType, entry.objectId, entry.objectName),
        entry.result,
        entry.address,
        entry.requestId,
        cameFromElsewhere(entry.changes, reach) ? withoutBefore(entry.changes) : entry.changes);
  }

  /** Whether the thing was moved here from a category that the reader does not reach. */
  private static boolean cameFromElsewhere(JsonNode changes, Selection reach) {
    for (JsonNode change : changes) {
      if (change.path("field").asText().equals("category_id")) {
        return !reach.reaches(TypeId.parse("cat", change.path("before").asText()).orElse(null));
      }
    }
    return false;
  }

  private static JsonNode withoutBefore(JsonNode changes) {
    ArrayNode shown = changes.deepCopy();
    shown.forEach(change -> ((ObjectNode) change).putNull("before").put("secret", true));
    return shown;
  }
}
