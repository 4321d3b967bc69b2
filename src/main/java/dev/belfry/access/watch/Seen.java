package dev.belfry.access.watch;

import java.util.UUID;

/**
 * Somebody to be told of.
 *
 * @param kind key, person or account
 */
record Seen(String kind, UUID id) {}
