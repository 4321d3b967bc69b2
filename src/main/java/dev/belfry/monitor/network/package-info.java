/**
 * Whether Belfry itself has a network. A look that fails while it has none says nothing about its
 * target: it is UNKNOWN, with the code {@code own_network}, and never DOWN.
 *
 * <p>Decided here: where anchors are configured they are asked after every look that reached
 * nothing, and not only when many fail at once, since a single monitor must not be told DOWN by our
 * own fault either; what was answered serves others for a second, so the anchors are asked once a
 * second at most. An anchor that we may not reach says nothing, so that a wrong allow list hides no
 * DOWN.
 */
@NullMarked
package dev.belfry.monitor.network;

import org.jspecify.annotations.NullMarked;
