package dev.belfry.activity;

import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.time.Times;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the log book is asked for. */
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

  @QueryParam("cursor")
  @Nullable String cursor;

  @QueryParam("limit")
  @DefaultValue("20")
  int limit;

  /** Condition with a ? to the value that stands for it. */
  Map<String, Object> conditions() {
    Map<String, Object> conditions = new LinkedHashMap<>();
    put(conditions, "action = ?", action);
    put(conditions, "actorId = ?", actorId);
    put(conditions, "objectType = ?", objectType);
    put(conditions, "objectId = ?", objectId);
    put(conditions, "result = ?", result == null ? null : result.name().toLowerCase(Locale.ROOT));
    put(conditions, "at >= ?", instant("from", from));
    put(conditions, "at < ?", instant("to", to));
    return conditions;
  }

  private static void put(
      Map<String, Object> conditions, String condition, @Nullable Object value) {
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
