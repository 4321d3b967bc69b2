/**
 * The stream of what changes, for whoever may see it: states of monitors, incidents.
 *
 * <p>Decided here: a change leaves a note in its own transaction; whoever has readers numbers the
 * notes once they are committed, so that all replicas tell the same in one order. Of a monitor it
 * is told how it stands now and where it lies now: what has moved out of somebody's sight is told
 * to him no more. Notes are kept for ten minutes, within which a reader goes on where he was;
 * otherwise he is told anew how all stands.
 */
@NullMarked
package dev.belfry.live;

import org.jspecify.annotations.NullMarked;
