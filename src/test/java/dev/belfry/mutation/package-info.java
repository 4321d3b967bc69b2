/** Switches off one defence at a time and sees that a test notices; run by {@code -Pmutation}. */
@NullMarked
package dev.belfry.mutation;

import org.jspecify.annotations.NullMarked;
