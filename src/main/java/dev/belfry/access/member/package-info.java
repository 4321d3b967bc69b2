/**
 * The members of an account: people, service accounts, invitations; and what a user changes of
 * himself.
 *
 * <p>Decided here: whatever a change makes of somebody must be within the rights of whoever makes
 * it, and nobody widens himself. Taking away needs no more than the scope, and spares the last
 * admin. A person is added by an invitation and no other way, so that no answer tells whether an
 * address has a user already; one with a password is accepted by signing in.
 */
@NullMarked
package dev.belfry.access.member;

import org.jspecify.annotations.NullMarked;
