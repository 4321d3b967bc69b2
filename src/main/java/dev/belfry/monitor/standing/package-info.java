/**
 * The pure arithmetic of a monitor's state: how many looks are enough, what the latest ones said,
 * and when changes are too many. Knows neither monitors nor a database; the whole room uses it.
 */
@NullMarked
package dev.belfry.monitor.standing;

import org.jspecify.annotations.NullMarked;
