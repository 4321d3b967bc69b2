/** Mail by the server of the installation; all news of one incident are one thread. */
@NullMarked
package dev.belfry.notify.channel.email;

import org.jspecify.annotations.NullMarked;
