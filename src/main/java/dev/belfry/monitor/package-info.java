/**
 * What to watch, how often, and in what state it is; the rounds that find what is due.
 *
 * <p>Doors: {@link MonitorService}, {@link MonitorId}, {@link MonitorBrief}. Events: {@link
 * MonitorWentDown}, {@link MonitorCameUp} and {@link MonitorTurned} (in the transaction of the
 * change), {@link LookRecorded} and {@link LooksRecorded} (every look), {@link MonitorDeleted}.
 *
 * <p>Decided here: what changes nothing is written in batches across accounts; what changes a state
 * is written one by one, bound to the account, with all that follows from it in one transaction. A
 * monitor that said DOWN stays alarmed through gaps of not knowing. What a monitor is and what was
 * told of it are two things: while it flaps nothing is told, and while all its parents are down no
 * alarm is raised; all parents and not any, since one way that is open is a way, and a paused or
 * deleted one is not down. An alarm that is held back is another event than one that is raised, so
 * that nobody tells it by mistake. A monitor knows categories and groups: any of its groups opens
 * it for reading, all of them within one grant for all else, before and after a move. Keys are
 * unique in the account, so whoever may make or change a monitor is told that a key is taken, even
 * by one that he does not see: scripts could not rely on them otherwise.
 */
@NullMarked
package dev.belfry.monitor;

import org.jspecify.annotations.NullMarked;
