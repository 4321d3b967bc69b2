package dev.belfry.access.sso;

import dev.belfry.access.people.RoleId;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A mapping as shown. */
@Schema(name = "SsoMapping")
record MappingView(
    MappingId id, String group, RoleId roleId, Instant createdAt, Instant updatedAt) {
  static MappingView of(Mapping mapping) {
    return new MappingView(
        new MappingId(mapping.id),
        mapping.groupName,
        new RoleId(mapping.roleId),
        mapping.createdAt,
        mapping.updatedAt);
  }
}
