package dev.belfry.account.installation;

import dev.belfry.account.AccountStatus;
import dev.belfry.account.Plan;
import dev.belfry.platform.event.AccountId;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An account of the installation.
 *
 * @param parentId of a sub-account, whose plan its parent sets
 */
@Schema(name = "InstallationAccount")
record InstalledAccount(
    AccountId id,
    String name,
    Plan plan,
    AccountStatus status,
    @Nullable AccountId parentId,
    Instant createdAt,
    Instant updatedAt) {}
