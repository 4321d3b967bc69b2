/**
 * Looks at the certificate that a server shows: its chain, its names, its end, the protocol, and
 * what a stapled answer of its authority says about revocation.
 *
 * <p>Decisions: the handshake takes any certificate and the judgement is made afterwards, so that
 * every fault has a sentence of its own; no authority is asked for revocation, since the address of
 * it stands in the certificate of a stranger.
 */
@NullMarked
package dev.belfry.check.ssl;

import org.jspecify.annotations.NullMarked;
