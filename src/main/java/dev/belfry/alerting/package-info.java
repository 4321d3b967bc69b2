/**
 * Which news rings where: composes every {@link dev.belfry.notify.Notice} from the events of the
 * rooms above, in the transaction of the event, and hands it to the post office.
 *
 * <p>Every change of a monitor's alarm and every step of an incident is told to all webhooks that
 * ask for it; {@link dev.belfry.alerting.Told} hands the same news to triggers, which ring others.
 */
@NullMarked
package dev.belfry.alerting;

import org.jspecify.annotations.NullMarked;
