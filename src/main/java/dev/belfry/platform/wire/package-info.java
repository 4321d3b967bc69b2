/**
 * Guarded outbound connections. Doors: {@link dev.belfry.platform.wire.Egress} says which addresses
 * a name may be reached at, {@link dev.belfry.platform.wire.WireClient} speaks HTTP to them and
 * {@link dev.belfry.platform.wire.dial.Dialer} whatever else, {@link
 * dev.belfry.platform.wire.WireUrl} and {@link dev.belfry.platform.wire.WireHeaders} refuse at
 * validation time what the client would refuse later.
 *
 * <p>Decisions: a name is resolved once a hop, every address of it must pass, and the connection
 * goes to a checked address, never to the name. Failures of the outside world are results, not
 * exceptions. Answers may arrive on event loop threads: whoever takes them must not block there.
 */
@NullMarked
package dev.belfry.platform.wire;

import org.jspecify.annotations.NullMarked;
