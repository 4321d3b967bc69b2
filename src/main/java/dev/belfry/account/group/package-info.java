/** Groups of an account, into which things are put, each into as many as one likes. */
@NullMarked
package dev.belfry.account.group;

import org.jspecify.annotations.NullMarked;
