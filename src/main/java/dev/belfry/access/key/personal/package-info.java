/** Keys of a person, for whom no scope over keys is needed. */
@NullMarked
package dev.belfry.access.key.personal;

import org.jspecify.annotations.NullMarked;
