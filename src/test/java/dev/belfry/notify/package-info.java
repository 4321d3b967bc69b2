@NullMarked
package dev.belfry.notify;

import org.jspecify.annotations.NullMarked;
