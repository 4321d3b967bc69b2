/** Categories, into which things of an account are put, each into one at most. */
@NullMarked
package dev.belfry.account.category;

import org.jspecify.annotations.NullMarked;
