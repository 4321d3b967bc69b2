package dev.belfry.account;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.belfry.access.usage.AccountUsageView;
import dev.belfry.platform.event.AccountId;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The account as shown. */
@Schema(name = "Account")
public record AccountView(
    AccountId id,
    String name,
    Plan plan,
    @Nullable AccountId parentId,
    Usage usage,
    Instant createdAt,
    Instant updatedAt) {
  /**
   * @param accounts sub-accounts
   * @param callsThisMonth by key, within 30 seconds of exact
   * @param callsThisHour by key, in the hour of the clock; not counted where there is no limit
   */
  @Schema(name = "AccountUsage")
  public record Usage(
      Level monitors,
      Level keys,
      Level webhooks,
      Level channels,
      Level accounts,
      long callsThisMonth,
      Calls callsThisHour) {}

  /** What is used of the plan, and what for. */
  @Schema(name = "AccountUsageReport")
  record Report(@JsonUnwrapped Usage plan, @JsonUnwrapped AccountUsageView calls) {}

  /**
   * @param limit null is none
   */
  @Schema(name = "UsageCalls")
  public record Calls(@Nullable Long used, @Nullable Long limit) {}

  @Schema(name = "UsageLevel")
  public record Level(long used, long limit) {}
}
