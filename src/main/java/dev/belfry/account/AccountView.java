package dev.belfry.account;

import dev.belfry.platform.event.AccountId;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The account as shown. */
@Schema(name = "Account")
record AccountView(
    AccountId id, String name, Plan plan, Usage usage, Instant createdAt, Instant updatedAt) {
  /**
   * @param callsThisMonth by key, within 30 seconds of exact
   */
  @Schema(name = "AccountUsage")
  record Usage(Level monitors, Level keys, Level webhooks, long callsThisMonth) {}

  @Schema(name = "UsageLevel")
  record Level(long used, long limit) {}
}
