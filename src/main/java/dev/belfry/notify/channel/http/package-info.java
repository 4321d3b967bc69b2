/**
 * A plain HTTP request with headers and a body of one's own, for what has no kind; signed messages
 * are what webhooks are for.
 */
@NullMarked
package dev.belfry.notify.channel.http;

import org.jspecify.annotations.NullMarked;
