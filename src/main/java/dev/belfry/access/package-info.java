/**
 * Who calls, and what may they do: users, memberships, keys, sessions, grants, quotas.
 *
 * <p>Doors: {@link Access} (who calls and may they), {@link Allow}, {@link SignedIn} and {@link
 * Open} (what a route says), {@link Quota}, {@link People}. Event: {@link CallRefused}. Keys and
 * sessions are alcoves.
 *
 * <p>Decided here: rights are computed for each request from key, parent and owner, and nothing of
 * that is cached; one statement authenticates all requests that wait at the same moment; every
 * transaction that changes something begins with the guard, which waits for revocations. A type of
 * thing declares whether it knows categories and groups; what it does not declare is ignored, and
 * what it declares and is in none of needs ALL.
 */
@NullMarked
package dev.belfry.access;

import org.jspecify.annotations.NullMarked;
