package dev.belfry.incident;

import dev.belfry.access.people.MemberId;
import dev.belfry.account.category.CategoryId;
import dev.belfry.account.group.GroupId;
import dev.belfry.monitor.MonitorId;
import dev.belfry.platform.http.OneOf;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.Violation;
import dev.belfry.platform.time.Times;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** What the list of incidents is asked for; a bean parameter of the resource. */
@RegisterForReflection
public class IncidentFilter {
  private static final int LONGEST_TEXT = 200;

  @QueryParam("status")
  @Nullable IncidentStatus status;

  /** true: not resolved yet. */
  @QueryParam("open")
  @Nullable Boolean open;

  @Parameter(description = "Began at or after this time")
  @QueryParam("from")
  @Nullable String from;

  @Parameter(description = "Began before this time")
  @QueryParam("to")
  @Nullable String to;

  @QueryParam("monitor_id")
  @Nullable MonitorId monitor;

  @QueryParam("group")
  @Nullable GroupId group;

  @QueryParam("category")
  @Nullable CategoryId category;

  @QueryParam("impact")
  @Nullable Impact impact;

  @QueryParam("origin")
  @Nullable Origin origin;

  @QueryParam("assignee_id")
  @Nullable MemberId assignee;

  @QueryParam("acknowledged")
  @Nullable Boolean acknowledged;

  @Parameter(description = "true lists those that were merged into others instead of the others")
  @QueryParam("merged")
  @Nullable Boolean merged;

  @Parameter(description = "Part of the title, in any case")
  @QueryParam("q")
  @Nullable String q;

  @QueryParam("sort")
  @OneOf(Orders.class)
  @Nullable String sort;

  @Singleton
  static final class Orders implements OneOf.Words {
    @Override
    public List<String> words() {
      return IncidentSearch.ORDERS.keySet().stream().toList();
    }
  }

  /** Which incidents, as a value; what is null is not asked for. As in the list. */
  @RegisterForReflection
  @Schema(name = "IncidentFilter")
  public record Values(
      @Nullable IncidentStatus status,
      @Nullable Boolean open,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable MonitorId monitorId,
      @Nullable GroupId group,
      @Nullable CategoryId category,
      @Nullable Impact impact,
      @Nullable Origin origin,
      @Nullable MemberId assigneeId,
      @Nullable Boolean acknowledged,
      @Size(min = 1, max = LONGEST_TEXT) @Nullable String q) {
    public boolean asksNothing() {
      return equals(
          new Values(null, null, null, null, null, null, null, null, null, null, null, null));
    }
  }

  /** The same as parameters of a query say it. */
  public static IncidentFilter of(Values values) {
    IncidentFilter filter = new IncidentFilter();
    filter.status = values.status();
    filter.open = values.open();
    filter.from = values.from() == null ? null : values.from().toString();
    filter.to = values.to() == null ? null : values.to().toString();
    filter.monitor = values.monitorId();
    filter.group = values.group();
    filter.category = values.category();
    filter.impact = values.impact();
    filter.origin = values.origin();
    filter.assignee = values.assigneeId();
    filter.acknowledged = values.acknowledged();
    filter.q = values.q();
    return filter;
  }

  /** When those that are meant began; null is open. */
  record Span(@Nullable Instant from, @Nullable Instant to) {}

  /**
   * @throws Problem 400 naming each value that is wrong
   */
  Span checked() {
    List<Violation> wrong = new ArrayList<>();
    Span span = new Span(instant("from", from, wrong), instant("to", to, wrong));
    if (q != null && (q.isEmpty() || q.length() > LONGEST_TEXT)) {
      wrong.add(
          Violation.ofParameter(
              "q", "wrong_length", "must have 1 to " + LONGEST_TEXT + " characters"));
    }
    if (!wrong.isEmpty()) {
      throw Problem.parameters(wrong);
    }
    return span;
  }

  private static @Nullable Instant instant(
      String parameter, @Nullable String text, List<Violation> wrong) {
    try {
      return text == null ? null : Times.parse(text);
    } catch (DateTimeException e) {
      wrong.add(
          Violation.ofParameter(
              parameter, "invalid", "must be a time such as 2030-01-31T12:00:00Z"));
      return null;
    }
  }
}
