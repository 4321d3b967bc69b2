/**
 * Something is wrong: opened and resolved by monitors in the transaction of their change, opened,
 * worked on and resolved by people.
 *
 * <p>Doors: {@link IncidentBrief}, {@link Incidents}, {@link IncidentVerbs}, and {@code
 * page.PageIncidents} for what outsiders see. Events: {@link IncidentOpened}, {@link
 * IncidentUpdated}, {@link IncidentResolved}, {@link IncidentChanged}.
 *
 * <p>Decided here: an outage belongs to one open incident, by a unique index; an incident keeps the
 * category and the groups that its cause had when it opened; it names monitors only to whoever may
 * see them as they lie now, also in its story. One that a person opened is resolved by a person.
 * States of monitors are locked first, in the order of their ids, then what makes outages one
 * incident, then incidents: whoever finds that another monitor joined meanwhile says so and is
 * asked again.
 */
@NullMarked
package dev.belfry.incident;

import org.jspecify.annotations.NullMarked;
