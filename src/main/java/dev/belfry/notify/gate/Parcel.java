package dev.belfry.notify.gate;

import dev.belfry.platform.event.AccountId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery at the gate, as its holder holds it.
 *
 * @param reason for what it waited until now
 * @param giveUpAt when it is too old to be tried; null when it was never tried
 */
public record Parcel(
    AccountId account,
    UUID endpoint,
    String channel,
    UUID delivery,
    @Nullable UUID holder,
    @Nullable Instant leaseUntil,
    @Nullable String reason,
    @Nullable Instant giveUpAt) {}
