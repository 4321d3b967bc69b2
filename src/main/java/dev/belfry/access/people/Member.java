package dev.belfry.access.people;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person or a service account in the bound account.
 *
 * @param user null for a service account, as is the address
 * @param name as this account calls him, or else as he calls himself
 * @param grants his own, as stored
 * @param addressProven whether anybody vouches that the address is his
 * @param breakGlass whether his password opens where single sign-on is the only way in
 */
public record Member(
    MemberId id,
    @Nullable UserId user,
    @Nullable String email,
    String name,
    @Nullable String description,
    MemberStatus status,
    String grants,
    List<HeldRole> roles,
    boolean addressProven,
    boolean breakGlass,
    long version,
    Instant createdAt,
    Instant updatedAt) {

  /** Those given to him here; the others follow from the groups of an identity provider. */
  public List<HeldRole> directRoles() {
    return roles.stream().filter(HeldRole::direct).toList();
  }

  /**
   * A role that a member holds.
   *
   * @param grants as stored
   */
  public record HeldRole(RoleId id, String name, boolean direct, String grants) {}
}
