/** Finds the keys, of all accounts, with which something is due. */
@NullMarked
package dev.belfry.access.key.upkeep;

import org.jspecify.annotations.NullMarked;
