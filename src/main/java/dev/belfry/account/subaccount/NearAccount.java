package dev.belfry.account.subaccount;

import dev.belfry.account.AccountStatus;
import dev.belfry.account.Plan;
import dev.belfry.platform.event.AccountId;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An account in which the caller's user is a member, or a sub-account of the caller's, as listed.
 *
 * @param current whether it is the one of the call
 * @param member whether the user may go there by {@code POST /v1/session/switch}
 */
@Schema(name = "AccountSummary")
record NearAccount(
    AccountId id,
    String name,
    Plan plan,
    AccountStatus status,
    @Nullable AccountId parentId,
    boolean current,
    boolean member,
    Instant createdAt,
    Instant updatedAt) {}
