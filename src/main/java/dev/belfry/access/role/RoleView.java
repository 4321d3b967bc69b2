package dev.belfry.access.role;

import dev.belfry.access.grant.GrantSpec;
import dev.belfry.access.people.RoleId;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A role as shown.
 *
 * @param grants macros spelled out
 * @param members how many people and service accounts hold it
 */
@Schema(name = "Role")
record RoleView(
    RoleId id,
    String name,
    @Nullable String description,
    List<GrantSpec> grants,
    long members,
    Instant createdAt,
    Instant updatedAt) {}
