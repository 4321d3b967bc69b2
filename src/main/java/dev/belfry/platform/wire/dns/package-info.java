/**
 * Questions to name servers, for code that blocks: {@link dev.belfry.platform.wire.dns.DnsWire}
 * asks one, {@link dev.belfry.platform.wire.dns.TextRecords} asks the resolvers of this machine.
 */
@NullMarked
package dev.belfry.platform.wire.dns;

import org.jspecify.annotations.NullMarked;
