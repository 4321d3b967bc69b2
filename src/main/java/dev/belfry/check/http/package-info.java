/**
 * Looks at HTTP and HTTPS URLs: status, and a keyword in the body.
 *
 * <p>Decisions: a look reads at most 1 MiB of the body for a keyword and 64 KiB without; secrets
 * are the values of headers whose names say so.
 */
@NullMarked
package dev.belfry.check.http;

import org.jspecify.annotations.NullMarked;
