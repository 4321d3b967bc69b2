package dev.belfry.access.usage;

import dev.belfry.access.Access;
import dev.belfry.access.credential.KeyId;
import dev.belfry.access.grant.Rights;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.usage.AccountUsageView.KeyUse;
import dev.belfry.platform.event.AccountId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** What was counted, as it is told. The caller of it answers for who may know. */
@ApplicationScoped
@Transactional
public class UsageReports {
  private final Access access;
  private final UsageQuery query;
  private final UnusedScopes unused;
  private final InstantSource clock;

  UsageReports(Access access, UsageQuery query, UnusedScopes unused, InstantSource clock) {
    this.access = access;
    this.query = query;
    this.unused = unused;
    this.clock = clock;
  }

  /**
   * The use of a key of the caller's account.
   *
   * @param held what the key holds
   * @param since when it was made
   * @throws dev.belfry.platform.problem.Problem 400 when the period is none
   */
  public KeyUsageView ofKey(KeyId key, UsagePeriod period, Rights held, Instant since) {
    Instant now = clock.instant();
    AccountId account = access.account();
    UsageView usage = usage(account, key.uuid(), period.checked(now));
    return new KeyUsageView(
        usage,
        query.addresses(account, key.uuid()),
        unused.of(account, key, held, since).stream().map(Scope::text).sorted().toList());
  }

  /** The use of the caller's account. */
  public AccountUsageView ofAccount(UsagePeriod period) {
    AccountId account = access.account();
    UsagePeriod.Checked checked = period.checked(clock.instant());
    List<KeyUse> keys =
        access.caller().rights().allowsEverywhere(Scope.KEY_READ)
            ? query.byKey(account, checked)
            : null;
    return new AccountUsageView(usage(account, null, checked), keys);
  }

  private UsageView usage(
      AccountId account,
      @org.jspecify.annotations.Nullable UUID caller,
      UsagePeriod.Checked period) {
    return UsageSums.of(period, query.rows(account, caller, period));
  }
}
