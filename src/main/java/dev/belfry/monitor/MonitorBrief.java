package dev.belfry.monitor;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.belfry.access.grant.Place;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A monitor as news tell of it: the {@code monitor} of a webhook's body.
 *
 * @param url what is looked at
 * @param place where it lies, for who may hear of it
 */
@RegisterForReflection
public record MonitorBrief(
    MonitorId id,
    String name,
    String type,
    String url,
    MonitorStatus status,
    @Nullable Instant lastCheckedAt,
    @JsonIgnore Place place) {
  static MonitorBrief of(Monitor monitor, MonitorState state, Set<UUID> groups) {
    return new MonitorBrief(
        new MonitorId(monitor.id),
        monitor.name,
        monitor.kind,
        monitor.address.replaceFirst("\\?.*", ""),
        state.status,
        state.lastCheckedAt,
        monitor.place(groups));
  }
}
