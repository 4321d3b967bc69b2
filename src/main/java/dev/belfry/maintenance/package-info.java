/**
 * Planned windows in which alarms of monitors are held back: once, by a rule, or until somebody
 * ends them.
 *
 * <p>Doors: {@link dev.belfry.maintenance.Maintenances}, {@link
 * dev.belfry.maintenance.MaintenanceId}. Events: {@link dev.belfry.maintenance.MaintenanceTurned}
 * (it began or ended), {@link dev.belfry.maintenance.MaintenanceChanged}.
 *
 * <p>Decided here: what is muted when is written ahead into the room of monitors, for the
 * occurrence that runs or comes next and the one after it, so that no alarm depends on a loop being
 * in time; the loop only shows and tells. What is selected is worked out anew when an occurrence
 * begins, when a monitor is made or changed, and when the window is changed; it is always what is
 * selected and lies wholly within the reach of whoever made or last changed the window. Where that
 * person or key loses the right to mute it, the window ends and says so. Whoever reaches less than
 * a window sees it when it covers a monitor within his reach, and then of its selection only what
 * he reaches.
 */
@NullMarked
package dev.belfry.maintenance;

import org.jspecify.annotations.NullMarked;
