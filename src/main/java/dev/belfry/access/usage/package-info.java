/**
 * Who called what, how often, and with what answer.
 *
 * <p>Doors: {@link dev.belfry.access.usage.UsageBook} counts, {@link
 * dev.belfry.access.usage.UsageReports} tells, {@link dev.belfry.access.usage.UnusedScopes}
 * advises; a {@link dev.belfry.access.usage.UsageRecorder} writes more of the same batch in its
 * transaction.
 *
 * <p>Decided here: calls are counted in memory and written within 30 seconds and at an orderly
 * stop, so that a call costs no write; what a crash loses is at most that. An answer is counted
 * when its headers leave, by the template of its route. Calls by session are counted for the
 * person. Hour, day and month are counted at once, so that a count that comes late is in all of
 * them.
 */
@NullMarked
package dev.belfry.access.usage;

import org.jspecify.annotations.NullMarked;
