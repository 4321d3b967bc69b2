/**
 * Whether Belfry itself has a network. A look that fails while it has none says nothing about its
 * target: it is UNKNOWN, with the code {@code own_network}, and never DOWN.
 *
 * <p>Decided here: where anchors are configured they are asked after every look that reached
 * nothing, and not only when many fail at once, since a single monitor must not be told DOWN by our
 * own fault either; what was answered serves others for a second, so the anchors are asked once a
 * second at most. An anchor that we may not reach says nothing, so that a wrong allow list hides no
 * DOWN.
 *
 * <p>Without anchors there is only what the looks say themselves ({@link
 * dev.belfry.monitor.network.MassFailure}): when nearly all hosts that were just reached fail, we
 * are rather cut off than they down. It cannot be told from an outage of all that is watched, so
 * the doubt lasts five minutes at most; what still fails then is DOWN. The first looks of such a
 * failure, up to a fifth of the hosts, still count.
 */
@NullMarked
package dev.belfry.monitor.network;

import org.jspecify.annotations.NullMarked;
