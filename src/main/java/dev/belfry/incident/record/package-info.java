/** For rooms above: incidents as they are recorded, for whoever replays or explains them. */
@NullMarked
package dev.belfry.incident.record;

import org.jspecify.annotations.NullMarked;
