/**
 * Guarded connections for what is not HTTP, for code that blocks: {@link
 * dev.belfry.platform.wire.dial.Dialer} connects, a {@link dev.belfry.platform.wire.dial.Deadline}
 * ends, a {@link dev.belfry.platform.wire.dial.WireException} says what the outside world did.
 */
@NullMarked
package dev.belfry.platform.wire.dial;

import org.jspecify.annotations.NullMarked;
