/**
 * Looks whether a host answers ICMP echo requests (RFC 792, RFC 4443), with loss and jitter.
 *
 * <p>Decisions: one socket a family for all looks, of the unprivileged kind where the system allows
 * it ({@code net.ipv4.ping_group_range}), else a raw one. Answers are told apart by a random token
 * in what is sent, so that neither other pingers nor forgers are mistaken for them. The sockets are
 * the C library's by the foreign function interface, since Java has none; only Linux has these
 * numbers.
 */
@NullMarked
package dev.belfry.check.ping;

import org.jspecify.annotations.NullMarked;
