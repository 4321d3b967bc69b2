/**
 * Which news rings where: composes every {@link dev.belfry.notify.Notice} from the events of the
 * rooms above, in the transaction of the event, and hands it to the post office.
 *
 * <p>Its first form tells every change of a monitor's alarm and every step of an incident to all
 * webhooks that ask for it.
 */
@NullMarked
package dev.belfry.alerting;

import org.jspecify.annotations.NullMarked;
