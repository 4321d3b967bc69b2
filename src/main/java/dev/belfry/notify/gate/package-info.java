/**
 * What stands before an endpoint: whether a delivery may leave now, or waits because the endpoint
 * fails or because it wants no more within a time. Shared by all processes through the database.
 *
 * <p>Door: {@link dev.belfry.notify.gate.Gate}.
 *
 * <p>Decisions: an endpoint that failed several times in a row rests, longer each time, and then
 * gets one probe; what waits for it is due when it would be given up, so nobody claims it
 * meanwhile, and goes at the first success. A slot of a rate is reserved once, so what waits for it
 * is claimed once more and not at every slot. The rest is measured by the business clock, the time
 * that a probe may take by the clock of the database. Rows that somebody else holds are passed, and
 * no statement here waits for a row of a delivery.
 */
@NullMarked
package dev.belfry.notify.gate;

import org.jspecify.annotations.NullMarked;
