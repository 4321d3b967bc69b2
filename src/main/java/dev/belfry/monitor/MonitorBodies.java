package dev.belfry.monitor;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belfry.check.Checker;
import dev.belfry.check.Checkers;
import dev.belfry.check.Target;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.Changes;
import dev.belfry.platform.json.Bodies;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Monitors of any kind as JSON: read with all that is wrong at once, written, compared. */
@ApplicationScoped
class MonitorBodies {
  private static final Set<String> COMMON =
      Set.of(
          "name",
          "type",
          "key",
          "interval_seconds",
          "timeout_seconds",
          "retry_interval_seconds",
          "confirm_down",
          "confirm_down_of",
          "confirm_up",
          "confirm_up_of",
          "category_id",
          "group_ids",
          "parent_ids",
          "tags",
          "thresholds",
          "flap_detection",
          "enabled");

  private static final Set<String> SHOWN =
      Set.of(
          "id",
          "status",
          "status_since",
          "paused_until",
          "flapping",
          "overdue",
          "suppressed",
          "last_checked_at",
          "next_check_at",
          "last_result",
          "created_at",
          "updated_at");

  /** Of those, what means nothing where nobody looks. */
  private static final Set<String> OF_LOOKS =
      new TreeSet<>(
          Set.of("interval_seconds", "timeout_seconds", "retry_interval_seconds", "thresholds"));

  /** A monitor as sent: what all kinds share, and the target of its kind. */
  record Body(NewMonitor common, Target target) {}

  private final ObjectMapper mapper;
  private final Bodies bodies;
  private final Checkers checkers;
  private final Changes changes;

  MonitorBodies(ObjectMapper mapper, Bodies bodies, Checkers checkers, Changes changes) {
    this.mapper = mapper;
    this.bodies = bodies;
    this.checkers = checkers;
    this.changes = changes;
  }

  /**
   * @throws Problem 422 naming everything that is wrong
   */
  Body read(JsonNode body) {
    return read(body, null);
  }

  /**
   * @param kind of the monitor that is changed, which stays; null for a new one
   * @throws Problem 422 naming everything that is wrong
   */
  Body read(JsonNode body, @Nullable String kind) {
    if (!(body instanceof ObjectNode whole)) {
      throw Problem.invalid("", "wrong_type", "must be an object");
    }
    ObjectNode common = mapper.createObjectNode();
    ObjectNode rest = mapper.createObjectNode();
    whole
        .properties()
        .forEach(
            field ->
                (COMMON.contains(field.getKey()) ? common : rest)
                    .set(field.getKey(), field.getValue()));
    List<Violation> wrong = new ArrayList<>();
    JsonNode type = common.path("type");
    if (kind != null && type.isTextual() && !type.asText().equals(kind)) {
      wrong.add(Violation.at("/type", "not_allowed", "cannot be changed; make another monitor"));
      common.put("type", kind);
    }
    if (!looks(type.asText())) {
      settleForReports(common, wrong);
    }
    NewMonitor monitor = collect(wrong, () -> bodies.read(common, NewMonitor.class));
    if (monitor != null) {
      wrong.addAll(monitor.contradictions());
    }
    Target target = target(common.path("type").asText(), rest, wrong);
    if (!wrong.isEmpty() || monitor == null || target == null) {
      throw Problem.invalid(wrong);
    }
    return new Body(monitor, target);
  }

  private boolean looks(String kind) {
    return !checkers.kinds().contains(kind) || checkers.of(kind).looks();
  }

  /** One report that is bad or missing says more than one bad look, so it is enough. */
  private static void settleForReports(ObjectNode common, List<Violation> wrong) {
    for (String field : OF_LOOKS) {
      if (common.hasNonNull(field)) {
        wrong.add(
            Violation.at(
                "/" + field,
                "not_allowed",
                "is for what is looked at; this type reports by itself"));
      }
    }
    common.remove(OF_LOOKS);
    if (!common.hasNonNull("confirm_down")) {
      common.put("confirm_down", 1);
    }
  }

  /** The document that {@link #read} would understand, of what is stored. */
  ObjectNode write(NewMonitor common, Target target) {
    ObjectNode whole = mapper.valueToTree(common);
    if (!looks(common.type())) {
      whole.remove(OF_LOOKS);
    }
    whole.setAll((ObjectNode) mapper.valueToTree(target));
    return whole;
  }

  /** What an edit did, for the log book; of secrets only that they changed. */
  List<Change> changes(@Nullable Body before, @Nullable Body after) {
    return changes.between(
        before == null ? null : write(before.common(), before.target()),
        after == null ? null : write(after.common(), after.target()),
        Stream.of(before, after)
            .filter(Objects::nonNull)
            .flatMap(body -> body.target().secretPointers().stream())
            .map(pointer -> JsonPointer.compile(pointer).getMatchingProperty())
            .collect(Collectors.toSet()));
  }

  private @Nullable Target target(String kind, ObjectNode fields, List<Violation> wrong) {
    if (!checkers.kinds().contains(kind)) {
      if (!kind.isEmpty()) {
        wrong.add(
            Violation.at(
                "/type",
                "unknown",
                "must be one of " + String.join(", ", new TreeSet<>(checkers.kinds()))));
      }
      return null;
    }
    return target(checkers.of(kind), fields, wrong);
  }

  private <T extends Target> @Nullable T target(
      Checker<T> checker, ObjectNode fields, List<Violation> wrong) {
    T target = collect(wrong, () -> bodies.read(fields, checker.targetType()));
    if (target != null) {
      checker
          .examine(target)
          .forEach(
              found -> wrong.add(Violation.at(found.pointer(), found.code(), found.message())));
    }
    return target;
  }

  /** The reader of the target knows only its own fields, and would list too few. */
  private static Violation plain(Violation found) {
    String pointer = found.pointer();
    if (!"unknown_field".equals(found.code()) || pointer == null) {
      return found;
    }
    return SHOWN.contains(pointer.substring(1))
        ? Violation.at(pointer, "read_only", "is read-only")
        : Violation.at(pointer, found.code(), "is no field of a monitor of this type");
  }

  private static <T> @Nullable T collect(List<Violation> wrong, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (Problem problem) {
      problem.errors().stream().map(MonitorBodies::plain).forEach(wrong::add);
      return null;
    }
  }
}
