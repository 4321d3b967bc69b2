/**
 * How to look once at a target. Doors: {@link dev.belfry.check.Checkers} takes a kind, a target and
 * a timeout and answers a {@link dev.belfry.check.Look}; each kind is an alcove with a {@link
 * dev.belfry.check.Target} and a {@link dev.belfry.check.Checker}.
 *
 * <p>Decisions: no database, no account, so that a look can run in the server, in an agent
 * elsewhere or from "test now". A failed look is a result, not an exception; what we refuse or
 * cannot do ourselves is UNKNOWN, never DOWN.
 */
@NullMarked
package dev.belfry.check;

import org.jspecify.annotations.NullMarked;
