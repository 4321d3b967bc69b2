/**
 * All accounts, as whoever runs the installation sees them: their names and plans, nothing of what
 * is in them. Like all that is the operator's it is there in the first account alone.
 */
@NullMarked
package dev.belfry.account.installation;

import org.jspecify.annotations.NullMarked;
