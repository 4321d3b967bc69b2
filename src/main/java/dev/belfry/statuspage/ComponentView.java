package dev.belfry.statuspage;

import dev.belfry.incident.page.ComponentId;
import dev.belfry.monitor.MonitorId;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A component as shown to whoever edits it.
 *
 * @param status said by people; null where a monitor says it, or nobody
 * @param hidden {@code owner_lost_right} while its monitor is not shown, since the one for whom the
 *     page acts may not read it
 */
@Schema(name = "StatusPageComponent")
public record ComponentView(
    ComponentId id,
    String name,
    @Nullable String description,
    @Nullable MonitorId monitorId,
    @Nullable String group,
    int position,
    @Nullable ComponentStatus status,
    @Nullable String hidden,
    Instant createdAt,
    Instant updatedAt) {
  static final String OWNER_LOST_RIGHT = "owner_lost_right";

  static ComponentView of(StatusPageComponent component, boolean shown) {
    return new ComponentView(
        new ComponentId(component.id),
        component.name,
        component.description,
        component.monitorId == null ? null : new MonitorId(component.monitorId),
        component.groupName,
        component.position,
        component.status,
        shown || component.monitorId == null ? null : OWNER_LOST_RIGHT,
        component.createdAt,
        component.updatedAt);
  }
}
