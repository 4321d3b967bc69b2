/**
 * The log book: hears every {@link dev.belfry.platform.event.DomainEvent} and keeps who did what,
 * to what, from where. Rows of changes are written in the transaction of the change; refused calls,
 * which change nothing, are written in batches. Every row is signed as it is written, and soon
 * after chained to the one before; where the chain ends is signed and published outside of the
 * database.
 *
 * <p>Decided here: of the refusals of one caller the first ten of a minute are entries, the others
 * one entry with their number, written when the minute is over and at an orderly stop. New entries
 * are told to open streams in the order of the chain.
 */
@NullMarked
package dev.belfry.activity;

import org.jspecify.annotations.NullMarked;
