package dev.belfry.account;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.Access;
import dev.belfry.access.AccountFigures;
import dev.belfry.access.Quota;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.people.AccountLife;
import dev.belfry.access.people.Roles;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Subject;
import dev.belfry.platform.http.EntityTag;
import dev.belfry.platform.json.MergePatch;
import dev.belfry.platform.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The bound account: what it is called, which plan it has, what it uses. */
@ApplicationScoped
@Transactional
public class AccountService {
  private final Access access;
  private final Quota quota;
  private final AccountFigures figures;
  private final AccountLife life;
  private final Roles roles;
  private final MergePatch patches;
  private final Event<AccountChanged> events;
  private final InstantSource clock;

  AccountService(
      Access access,
      Quota quota,
      AccountFigures figures,
      AccountLife life,
      Roles roles,
      MergePatch patches,
      Event<AccountChanged> events,
      InstantSource clock) {
    this.access = access;
    this.quota = quota;
    this.figures = figures;
    this.life = life;
    this.roles = roles;
    this.patches = patches;
    this.events = events;
    this.clock = clock;
  }

  /** An account with the version that edits compare. */
  record Versioned(AccountView account, long version) {}

  /** What a new account is; the parent is null for one that stands by itself. */
  public record Opening(Founding.Terms terms, @Nullable AccountId parent) {}

  Versioned get() {
    return new Versioned(view(access.account()), find(access.account()).version);
  }

  Versioned patch(JsonNode patch, @Nullable String ifMatch) {
    access.requireEverywhere(Scope.ACCOUNT_UPDATE);
    AccountId id = access.account();
    Account account = find(id);
    EntityTag.require(ifMatch, account.version);
    AccountPatch wanted = patches.apply(new AccountPatch(account.name), patch, AccountPatch.class);
    Instant now = clock.instant();
    account.name = wanted.name();
    account.updatedAt = now;
    Account.flush();
    Subject subject = Subject.of("account", id, account.name);
    events.fire(new AccountChanged(id, access.actor(), subject, now, "account.updated"));
    return get();
  }

  /** The account as it is, in a transaction bound to it. */
  public AccountView view(AccountId id) {
    Account account = find(id);
    AccountFigures.Figures used = figures.of(id, clock.instant());
    return new AccountView(
        id,
        account.name,
        account.plan,
        account.parentId == null ? null : new AccountId(account.parentId),
        usage(used),
        account.createdAt,
        account.updatedAt);
  }

  private static AccountView.Usage usage(AccountFigures.Figures used) {
    return new AccountView.Usage(
        level(used.level("monitors").used(), used.level("monitors")),
        level(used.activeKeys(), used.level("keys")),
        level(used.level("webhooks").used(), used.level("webhooks")),
        level(used.level("channels").used(), used.level("channels")),
        level(used.level("accounts").used(), used.level("accounts")),
        used.callsThisMonth(),
        new AccountView.Calls(used.callsThisHour(), used.callsPerHour()));
  }

  private static AccountView.Level level(long used, AccountFigures.Level level) {
    return new AccountView.Level(used, level.most());
  }

  /** Names a new account, gives it what its plan allows and its roles; bound to it. */
  public void open(AccountId id, Opening opening) {
    Account account = new Account();
    account.accountId = id.uuid();
    account.name = opening.terms().name();
    account.plan = opening.terms().plan();
    account.parentId = opening.parent() == null ? null : opening.parent().uuid();
    account.createdAt = clock.instant();
    account.updatedAt = account.createdAt;
    account.persist();
    Account.flush();
    allow(id, account.plan);
    roles.found(id, account.createdAt);
  }

  /**
   * Another plan for the bound account; calls are limited from the next one on.
   *
   * @return the one before
   */
  Plan changePlan(AccountId id, Plan plan) {
    Account account = find(id);
    Plan before = account.plan;
    account.plan = plan;
    account.updatedAt = clock.instant();
    Account.flush();
    allow(id, plan);
    return before;
  }

  /** What the bound account is called. */
  String name(AccountId id) {
    return find(id).name;
  }

  private void allow(AccountId id, Plan plan) {
    plan.quantities().entrySet().stream()
        .sorted(java.util.Map.Entry.comparingByKey())
        .forEach(quantity -> quota.allow(id, quantity.getKey(), quantity.getValue()));
    life.limitCalls(id, plan.callsPerHour());
  }

  private static Account find(AccountId id) {
    return Account.<Account>findByIdOptional(id.uuid()).orElseThrow(Problem::notFound);
  }
}
