@NullMarked
package dev.belfry.notify.delivery;

import org.jspecify.annotations.NullMarked;
