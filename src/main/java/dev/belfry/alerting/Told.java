package dev.belfry.alerting;

import dev.belfry.incident.IncidentBrief;
import dev.belfry.monitor.MonitorBrief;
import dev.belfry.notify.Notice;
import dev.belfry.platform.event.DomainEvent;
import org.jspecify.annotations.Nullable;

/**
 * News were composed and given to whoever subscribed to all of them; in the transaction of what
 * happened. For triggers, which tell them to others.
 *
 * @param cause of which the news tell
 * @param monitor that they are about, where they are about one
 * @param incident that they are about, or that the monitor has
 * @param daysLeft until something ends, where they tell of that
 */
public record Told(
    Notice notice,
    DomainEvent cause,
    @Nullable MonitorBrief monitor,
    @Nullable IncidentBrief incident,
    @Nullable Integer daysLeft) {}
