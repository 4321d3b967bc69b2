package dev.belfry.access.member;

import dev.belfry.access.grant.GrantSpec;
import dev.belfry.access.people.MemberId;
import dev.belfry.access.people.MemberStatus;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A service account as shown. */
@Schema(name = "ServiceAccount")
record ServiceAccountView(
    MemberId id,
    String name,
    @Nullable String description,
    MemberStatus status,
    List<HeldRoleView> roles,
    List<GrantSpec> grants,
    Instant createdAt,
    Instant updatedAt) {}
