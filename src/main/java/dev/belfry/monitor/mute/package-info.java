/**
 * Holds alarms back for rooms above: who wants which monitor muted, and from when to when. A
 * monitor is muted as long as somebody wants it. The instants stand at the monitor's state, and the
 * instant of a look decides: whoever comes late with {@link dev.belfry.monitor.mute.Mutes#turn}
 * shows late what was in force in time.
 */
@NullMarked
package dev.belfry.monitor.mute;

import org.jspecify.annotations.NullMarked;
