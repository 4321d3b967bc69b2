/**
 * Looks at TCP and UDP ports: that they are open, what they answer, that they offer TLS.
 *
 * <p>Decisions: what is sent is a secret, since it may hold a password; an answer is read up to 64
 * KiB; silence over UDP is DOWN.
 */
@NullMarked
package dev.belfry.check.port;

import org.jspecify.annotations.NullMarked;
