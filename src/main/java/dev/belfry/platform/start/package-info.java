/** How the program says that it does not start. */
@NullMarked
package dev.belfry.platform.start;

import org.jspecify.annotations.NullMarked;
