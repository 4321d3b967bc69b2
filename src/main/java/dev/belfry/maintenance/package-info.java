/** Planned windows in which nobody is alarmed. */
@NullMarked
package dev.belfry.maintenance;

import org.jspecify.annotations.NullMarked;
