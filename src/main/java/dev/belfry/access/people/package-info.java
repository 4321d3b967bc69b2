/** Users and their memberships in accounts, passwords, and the look-ups of a login. */
@NullMarked
package dev.belfry.access.people;

import org.jspecify.annotations.NullMarked;
