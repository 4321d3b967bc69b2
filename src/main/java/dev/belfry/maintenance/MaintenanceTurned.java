package dev.belfry.maintenance;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.belfry.access.grant.Place;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Change;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.event.Subject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An occurrence of a window began or ended.
 *
 * @param place who may hear of it
 * @param category where it lies, null for nowhere or everywhere
 * @param at when it was to happen, however late it was noticed
 */
public record MaintenanceTurned(
    AccountId account,
    Actor actor,
    MaintenanceBrief maintenance,
    Place place,
    java.util.@Nullable UUID category,
    Instant at)
    implements DomainEvent {
  @Override
  public Subject subject() {
    return new Subject("maintenance", maintenance.id().text(), maintenance.name(), category);
  }

  @Override
  public String action() {
    return maintenance.endedReason() == null ? "maintenance.started" : "maintenance.ended";
  }

  /** For the log book: why it ended. */
  @Override
  public List<Change> changes() {
    String reason = maintenance.endedReason();
    return reason == null
        ? List.of()
        : List.of(new Change("ended_reason", null, TextNode.valueOf(reason), false));
  }
}
