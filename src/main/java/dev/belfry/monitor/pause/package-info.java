/** The ends of pauses: whoever runs at that moment, or first after it, lets the monitor go on. */
@NullMarked
package dev.belfry.monitor.pause;

import org.jspecify.annotations.NullMarked;
