/**
 * The weekly summary: a mail to each member who asked for it, of what he may see at that moment.
 *
 * <p>Events: {@link dev.belfry.alerting.summary.SummaryChanged}.
 *
 * <p>Decisions: it is a message of the post office, written in the transaction that sets the next
 * week, so that each week has one, with the ledger's retries. Whoever may see nothing, or saw
 * nothing looked at, gets none. An address that nobody vouches for gets none either: it may be a
 * stranger's.
 */
@NullMarked
package dev.belfry.alerting.summary;

import org.jspecify.annotations.NullMarked;
