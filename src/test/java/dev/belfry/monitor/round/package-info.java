@NullMarked
package dev.belfry.monitor.round;

import org.jspecify.annotations.NullMarked;
