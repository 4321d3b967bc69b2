package dev.belfry.activity;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A line of the log book as shown. */
@Schema(name = "ActivityEntry")
record EntryView(
    EntryId id,
    Instant at,
    ActorView actor,
    String action,
    ObjectView object,
    String result,
    @Nullable String address,
    @Nullable String requestId) {

  @Schema(name = "ActivityActor")
  record ActorView(
      String kind,
      @Nullable String id,
      @Nullable String name,
      @Nullable String hint,
      @Nullable String sessionId) {}

  @Schema(name = "ActivityObject")
  record ObjectView(String type, @Nullable String id, @Nullable String name) {}

  static EntryView of(Entry entry) {
    return new EntryView(
        new EntryId(entry.id),
        entry.at,
        new ActorView(
            entry.actorKind, entry.actorId, entry.actorName, entry.actorHint, entry.sessionId),
        entry.action,
        new ObjectView(entry.objectType, entry.objectId, entry.objectName),
        entry.result,
        entry.address,
        entry.requestId);
  }
}
