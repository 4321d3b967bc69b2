/**
 * Looks at an API as a client uses it: one request or several, each of which may use what an
 * earlier one answered, with assertions.
 *
 * <p>Decisions: variables stand in paths, queries, headers and bodies, never in the host, so that
 * who is asked is known when the monitor is written. Regular expressions are RE2's, which cannot
 * run away. What an answer says is compared and never shown: the body of an inner service is not
 * for everybody who reads results. Values of headers, bodies and credentials are secrets.
 */
@NullMarked
package dev.belfry.check.api;

import org.jspecify.annotations.NullMarked;
