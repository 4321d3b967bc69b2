package dev.belfry.check.ssl;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a server showed.
 *
 * @param chain its own certificate first
 * @param protocol such as {@code TLSv1.3}
 * @param stapled the answer of an OCSP responder that it sent along (RFC 6066); empty where none
 */
@SuppressWarnings("ArrayRecordComponent")
record Handshake(List<X509Certificate> chain, String protocol, byte[] stapled) {
  X509Certificate own() {
    return chain.getFirst();
  }
}
