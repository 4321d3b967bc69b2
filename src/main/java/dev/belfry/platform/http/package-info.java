/**
 * The edge of the server: request ids, the request log, refusal of ambiguous requests, entity tags.
 */
@NullMarked
package dev.belfry.platform.http;

import org.jspecify.annotations.NullMarked;
