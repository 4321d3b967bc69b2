/** The clock: business instants come from one injected {@link java.time.InstantSource}. */
@NullMarked
package dev.belfry.platform.time;

import org.jspecify.annotations.NullMarked;
