/**
 * Calls that are done once however often they are sent: {@code Idempotency-Key}
 * (draft-ietf-httpapi-idempotency-key-header).
 *
 * <p>Decided here: every POST by a known caller takes the header. The claim is committed before the
 * call works, under the guard of the caller; what was answered is written after it. If the process
 * dies between the two, nobody knows what came of the call: it is answered with 409 until the lease
 * of the claim ends, and done again after that.
 */
@NullMarked
package dev.belfry.access.idempotency;

import org.jspecify.annotations.NullMarked;
