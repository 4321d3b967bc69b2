/**
 * Something is wrong: opened and resolved by monitors in the transaction of their change, told
 * about and resolved by people.
 *
 * <p>Doors: {@link IncidentBrief}, {@link Incidents}. Events: {@link IncidentOpened}, {@link
 * IncidentUpdated}, {@link IncidentResolved}.
 *
 * <p>Decided here: a monitor has at most one open incident, by a unique index; an incident keeps
 * the category and the groups that its monitor had when it opened; it names the monitor only to
 * whoever may see that as it lies now.
 */
@NullMarked
package dev.belfry.incident;

import org.jspecify.annotations.NullMarked;
