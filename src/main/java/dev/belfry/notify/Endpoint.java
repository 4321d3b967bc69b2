package dev.belfry.notify;

import java.util.UUID;

/**
 * Where news can be sent.
 *
 * @param channel the kind of its {@link Channel}, as in the ledger
 * @param id as that channel knows it
 */
public record Endpoint(String channel, UUID id) {}
