@NullMarked
package dev.belfry.notify.channel;

import org.jspecify.annotations.NullMarked;
