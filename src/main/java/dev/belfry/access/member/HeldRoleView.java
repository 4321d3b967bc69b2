package dev.belfry.access.member;

import dev.belfry.access.people.Member;
import dev.belfry.access.people.RoleId;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A role of a member.
 *
 * @param direct false where it follows from a group of the identity provider
 */
@Schema(name = "HeldRole")
record HeldRoleView(RoleId id, String name, boolean direct) {
  static List<HeldRoleView> of(Member member) {
    return member.roles().stream()
        .map(role -> new HeldRoleView(role.id(), role.name(), role.direct()))
        .toList();
  }
}
