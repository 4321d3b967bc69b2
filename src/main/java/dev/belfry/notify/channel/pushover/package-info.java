/** Pushover, https://pushover.net/api. */
@NullMarked
package dev.belfry.notify.channel.pushover;

import org.jspecify.annotations.NullMarked;
