/**
 * Looks at the registration of a domain: that it is there, when it ends, and that its registry has
 * not put it on hold.
 *
 * <p>Decisions: RDAP first (RFC 9082, RFC 9083, bootstrap by RFC 9224), WHOIS where a registry has
 * none or does not say the end. A registry that cannot be reached says nothing about the domain:
 * UNKNOWN.
 */
@NullMarked
package dev.belfry.check.domain;

import org.jspecify.annotations.NullMarked;
