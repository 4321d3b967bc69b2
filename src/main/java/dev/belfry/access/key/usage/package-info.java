/** What a key was used for. */
@NullMarked
package dev.belfry.access.key.usage;

import org.jspecify.annotations.NullMarked;
