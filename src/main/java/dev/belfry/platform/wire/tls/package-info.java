/**
 * What a TLS connection of ours shows and trusts besides what all show and trust: a client's
 * certificate with its key ({@link dev.belfry.platform.wire.tls.ClientIdentity}) and authorities of
 * one's own, read from PEM (RFC 7468) and bound together as {@link
 * dev.belfry.platform.wire.tls.TlsTerms}. Keys are never part of a message.
 */
@NullMarked
package dev.belfry.platform.wire.tls;

import org.jspecify.annotations.NullMarked;
