@NullMarked
package dev.belfry.notify.channel.email;

import org.jspecify.annotations.NullMarked;
