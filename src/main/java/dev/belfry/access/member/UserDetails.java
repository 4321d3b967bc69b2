package dev.belfry.access.member;

import dev.belfry.access.grant.GrantSpec;
import dev.belfry.access.people.MemberId;
import dev.belfry.access.people.MemberStatus;
import dev.belfry.access.people.UserId;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A person of the account as shown.
 *
 * @param id of the user, the same in every account
 * @param memberId of his membership in this one: the owner of keys
 * @param addressProven whether an identity provider, or the founder of the account, vouches that
 *     the address is his; that of whoever accepted an invitation is only claimed
 * @param name as this account calls him
 * @param grants his own, besides those of his roles
 * @param breakGlass whether he is an owner of the first account, whose password opens even where
 *     single sign-on is the only way in
 */
@Schema(name = "UserDetails")
record UserDetails(
    @Nullable UserId id,
    MemberId memberId,
    @Nullable String email,
    boolean addressProven,
    String name,
    MemberStatus status,
    List<HeldRoleView> roles,
    List<GrantSpec> grants,
    boolean breakGlass,
    Instant createdAt,
    Instant updatedAt) {}
