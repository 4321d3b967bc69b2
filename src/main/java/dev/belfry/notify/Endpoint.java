package dev.belfry.notify;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;

/**
 * Where news can be brought.
 *
 * @param channel the kind of the {@link Channel}, such as {@code webhook}
 */
@RegisterForReflection
public record Endpoint(String channel, UUID id) {}
