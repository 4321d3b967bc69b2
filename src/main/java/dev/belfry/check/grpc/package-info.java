/**
 * Asks servers that speak gRPC how they are, by the health checking protocol
 * (grpc.health.v1.Health/Check).
 *
 * <p>Decisions: TLS unless told otherwise; SERVING alone is UP. The two messages of the protocol
 * have one field each and are read and written here; everything below them is the HTTP/2 client.
 */
@NullMarked
package dev.belfry.check.grpc;

import org.jspecify.annotations.NullMarked;
