package dev.belfry.platform.wire;

import org.jspecify.annotations.Nullable;

/**
 * Where the time went, in milliseconds, summed over the hops of a redirect; null where it was not
 * measured.
 *
 * @param dnsMs looking up names; null for literal addresses
 * @param connectMs until a connection was usable. For https this includes the TLS handshake, which
 *     the Vert.x client does not tell apart
 * @param tlsMs the TLS handshake, where a checker can measure it by itself; the HTTP client cannot
 * @param firstByteMs from the request to the head of its answer
 * @param totalMs from asking to the end, waiting included
 */
public record Phases(
    @Nullable Integer dnsMs,
    @Nullable Integer connectMs,
    @Nullable Integer tlsMs,
    @Nullable Integer firstByteMs,
    int totalMs) {
  /** Only the whole is known. */
  public static Phases total(int totalMs) {
    return new Phases(null, null, null, null, totalMs);
  }
}
