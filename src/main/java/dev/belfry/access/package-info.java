/**
 * Who calls, and what may they do: users, memberships, keys, sessions, grants, quotas.
 *
 * <p>Doors: {@link Access} (who calls and may they), {@link Allow}, {@link SignedIn} and {@link
 * Open} (what a route says), {@link Quota}, {@link People}. Event: {@link CallRefused}. Keys and
 * sessions are alcoves.
 *
 * <p>Decided here: rights are computed for each request from key, parent and owner, and nothing of
 * that is cached; one statement authenticates all requests that wait at the same moment; every
 * transaction that changes something begins with the guard, which waits for revocations.
 */
@NullMarked
package dev.belfry.access;

import org.jspecify.annotations.NullMarked;
