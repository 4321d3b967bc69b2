package dev.belfry.account.group;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A group as shown. */
@Schema(name = "Group")
record GroupView(GroupId id, String name, Instant createdAt, Instant updatedAt) {
  static GroupView of(Group group) {
    return new GroupView(new GroupId(group.id), group.name, group.createdAt, group.updatedAt);
  }
}
