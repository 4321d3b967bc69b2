package dev.belfry.account;

import dev.belfry.access.Access;
import dev.belfry.access.AccountFigures;
import dev.belfry.access.Quota;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.InstantSource;

@ApplicationScoped
class AccountService {
  private final Access access;
  private final Quota quota;
  private final AccountFigures figures;
  private final InstantSource clock;

  AccountService(Access access, Quota quota, AccountFigures figures, InstantSource clock) {
    this.access = access;
    this.quota = quota;
    this.figures = figures;
    this.clock = clock;
  }

  @Transactional
  AccountView get() {
    return view(access.account());
  }

  /** The account as it is, in a transaction bound to it. */
  @Transactional
  AccountView view(AccountId id) {
    Account account = Account.<Account>findByIdOptional(id.uuid()).orElseThrow(Problem::notFound);
    AccountFigures.Figures used = figures.of(id, clock.instant());
    return new AccountView(
        id,
        account.name,
        account.plan,
        new AccountView.Usage(
            level(used.level("monitors").used(), used.level("monitors")),
            level(used.activeKeys(), used.level("keys")),
            level(used.level("webhooks").used(), used.level("webhooks")),
            used.callsThisMonth()),
        account.createdAt,
        account.updatedAt);
  }

  private static AccountView.Level level(long used, AccountFigures.Level level) {
    return new AccountView.Level(used, level.most());
  }

  /** Names a new account and gives it what its plan allows; in a transaction bound to it. */
  void open(AccountId id, String name, Plan plan) {
    Account account = new Account();
    account.accountId = id.uuid();
    account.name = name;
    account.plan = plan;
    account.createdAt = clock.instant();
    account.updatedAt = account.createdAt;
    account.persist();
    quota.allow(id, "keys", plan.keys());
    quota.allow(id, "monitors", plan.monitors());
    quota.allow(id, "webhooks", plan.webhooks());
  }
}
