/**
 * Triggers: on what news whom is rung, how late, how often again, and in which hours.
 *
 * <p>Doors: {@link dev.belfry.alerting.trigger.TriggerService}.
 *
 * <p>Decisions: what happens is matched in its own transaction; what is to be rung at once is
 * queued in it, all else is a row that one replica claims when it is due. News that last (down,
 * degraded, flapping, an open incident) are one row for one trigger and one thing: it ends with
 * them, and whoever was rung is told of the end, and nobody else. Acknowledging ends repeats and
 * escalations. A row says to the end why it did not ring.
 */
@NullMarked
package dev.belfry.alerting.trigger;

import org.jspecify.annotations.NullMarked;
