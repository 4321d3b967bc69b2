/** The rules of the house, checked on every build. */
@NullMarked
package dev.belfry.rules;

import org.jspecify.annotations.NullMarked;
