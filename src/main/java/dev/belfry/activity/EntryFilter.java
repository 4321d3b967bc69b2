package dev.belfry.activity;

import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.time.Times;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the log book is asked for. */
@RegisterForReflection
public class EntryFilter {
  @QueryParam("action")
  @Nullable String action;

  @QueryParam("actor_id")
  @Nullable String actorId;

  @QueryParam("object_type")
  @Nullable String objectType;

  @QueryParam("object_id")
  @Nullable String objectId;

  @QueryParam("result")
  DomainEvent.@Nullable Result result;

  @QueryParam("from")
  @Nullable String from;

  @QueryParam("to")
  @Nullable String to;

  /** Condition with a ? to the value that stands for it. */
  Map<String, Object> conditions() {
    Map<String, Object> conditions = new LinkedHashMap<>();
    EntryFilter.<Object>put(conditions, "action = ?", action);
    EntryFilter.<Object>put(conditions, "actorId = ?", actorId);
    EntryFilter.<Object>put(conditions, "objectType = ?", objectType);
    EntryFilter.<Object>put(conditions, "objectId = ?", objectId);
    EntryFilter.<Object>put(
        conditions, "result = ?", result == null ? null : result.name().toLowerCase(Locale.ROOT));
    EntryFilter.<Object>put(conditions, "at >= ?", instant("from", from));
    EntryFilter.<Object>put(conditions, "at < ?", instant("to", to));
    return conditions;
  }

  /** As the log book notes it. */
  Map<String, String> asked() {
    Map<String, String> asked = new LinkedHashMap<>();
    put(asked, "action", action);
    put(asked, "actor_id", actorId);
    put(asked, "object_type", objectType);
    put(asked, "object_id", objectId);
    put(asked, "result", result == null ? null : result.name().toLowerCase(Locale.ROOT));
    put(asked, "from", from);
    put(asked, "to", to);
    return asked;
  }

  private static <T> void put(Map<String, T> conditions, String condition, @Nullable T value) {
    if (value != null) {
      conditions.put(condition, value);
    }
  }

  private static @Nullable Instant instant(String parameter, @Nullable String text) {
    try {
      return text == null ? null : Times.parse(text);
    } catch (DateTimeException e) {
      throw Problem.parameter(parameter, "must be a time such as 2030-01-31T12:00:00Z");
    }
  }
}
