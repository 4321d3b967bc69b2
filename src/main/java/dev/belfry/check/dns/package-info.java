/**
 * Looks at what a name server answers.
 *
 * <p>Decisions: messages are dnsjava's, the wire is ours, so that a server that a monitor names
 * passes the guard; without one the resolvers of the machine are asked, which are ours to trust.
 */
@NullMarked
package dev.belfry.check.dns;

import org.jspecify.annotations.NullMarked;
