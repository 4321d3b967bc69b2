/**
 * Watches how credentials are used, and flags what looks as if one were in wrong hands.
 *
 * <p>Events: {@link dev.belfry.access.watch.Flagged}, {@link dev.belfry.access.watch.KeyDisabled}.
 *
 * <p>Decided here: what is suspicious is decided by pure rules on what was counted, never in the
 * way of a call. What is to be looked at is written with the usage itself, and is deleted in the
 * transaction that flags, so a crash loses nothing and several replicas flag once: one flag for a
 * credential, a kind and an hour or a day. A key is disabled only where the account wants that.
 */
@NullMarked
package dev.belfry.access.watch;

import org.jspecify.annotations.NullMarked;
