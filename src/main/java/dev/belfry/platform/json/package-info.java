/** JSON as Belfry speaks it: snake_case, strict bodies that name every violation, merge patches. */
@NullMarked
package dev.belfry.platform.json;

import org.jspecify.annotations.NullMarked;
