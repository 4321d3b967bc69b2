/**
 * Pages as outsiders get them: HTML without script, Statuspage's public API, feeds, calendars and
 * badges.
 *
 * <p>Decisions: what is shown comes from one {@code PageState}, read in a bounded number of
 * statements, so that all forms tell the same. What was made is kept for some seconds and by its
 * bytes, so that a crowd costs one page. What a look found is not told, since it may name
 * addresses: of an incident that a monitor opened outsiders read that it began and that it is over,
 * and what people wrote. Only what everybody may read is compressed. Whoever guesses at a password
 * waits alone: by page and address, so that nobody can lock out others.
 */
@NullMarked
package dev.belfry.statuspage.published;

import org.jspecify.annotations.NullMarked;
