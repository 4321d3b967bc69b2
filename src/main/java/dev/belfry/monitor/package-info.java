/**
 * What to watch, how often, and in what state it is; the rounds that find what is due.
 *
 * <p>Doors: {@link MonitorService}, {@link MonitorId}, {@link MonitorBrief}. Events: {@link
 * MonitorWentDown} and {@link MonitorCameUp} (in the transaction of the change), {@link
 * LookRecorded} and {@link LooksRecorded} (every look), {@link MonitorDeleted}.
 *
 * <p>Decided here: what changes nothing is written in batches across accounts; what changes a state
 * is written one by one, bound to the account, with all that follows from it in one transaction. A
 * monitor that said DOWN stays alarmed through gaps of not knowing.
 */
@NullMarked
package dev.belfry.monitor;

import org.jspecify.annotations.NullMarked;
