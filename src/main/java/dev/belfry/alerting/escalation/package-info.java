/**
 * Escalations: who is rung next while nobody acknowledges.
 *
 * <p>Door: {@link dev.belfry.alerting.escalation.EscalationService}; its state is that of the rings
 * that use it.
 */
@NullMarked
package dev.belfry.alerting.escalation;

import org.jspecify.annotations.NullMarked;
