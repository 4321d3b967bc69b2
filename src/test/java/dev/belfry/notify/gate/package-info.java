@NullMarked
package dev.belfry.notify.gate;

import org.jspecify.annotations.NullMarked;
