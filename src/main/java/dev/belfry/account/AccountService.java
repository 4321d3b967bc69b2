package dev.belfry.account;

import dev.belfry.access.Access;
import dev.belfry.access.Quota;
import dev.belfry.access.key.KeyService;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.Map;

@ApplicationScoped
class AccountService {
  private final Access access;
  private final Quota quota;
  private final KeyService keys;
  private final InstantSource clock;

  AccountService(Access access, Quota quota, KeyService keys, InstantSource clock) {
    this.access = access;
    this.quota = quota;
    this.keys = keys;
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
    Map<String, Quota.Level> levels = quota.levels(id);
    return new AccountView(
        id,
        account.name,
        account.plan,
        new AccountView.Usage(
            level(levels, "monitors"),
            new AccountView.Level(keys.active(id), level(levels, "keys").limit()),
            level(levels, "webhooks"),
            keys.callsThisMonth(id)),
        account.createdAt,
        account.updatedAt);
  }

  private static AccountView.Level level(Map<String, Quota.Level> levels, String resource) {
    Quota.Level level = levels.getOrDefault(resource, new Quota.Level(0, 0));
    return new AccountView.Level(level.used(), level.most());
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
