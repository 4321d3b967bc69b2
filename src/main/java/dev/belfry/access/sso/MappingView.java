package dev.belfry.access.sso;

import dev.belfry.access.people.MemberId;
import dev.belfry.access.people.RoleId;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A mapping as shown.
 *
 * @param mappedBy in whose name it gives: what he does not hold it gives to nobody at the next
 *     login, and to himself it gives nothing; null for those from before this was kept
 */
@Schema(name = "SsoMapping")
record MappingView(
    MappingId id,
    String group,
    RoleId roleId,
    @Nullable MemberId mappedBy,
    Instant createdAt,
    Instant updatedAt) {
  static MappingView of(Mapping mapping) {
    return new MappingView(
        new MappingId(mapping.id),
        mapping.groupName,
        new RoleId(mapping.roleId),
        mapping.mappedBy == null ? null : new MemberId(mapping.mappedBy),
        mapping.createdAt,
        mapping.updatedAt);
  }
}
