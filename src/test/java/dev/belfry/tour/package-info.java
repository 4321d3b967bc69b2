/** The packaged program, used as the README says, and killed at the worst moments. */
@NullMarked
package dev.belfry.tour;

import org.jspecify.annotations.NullMarked;
