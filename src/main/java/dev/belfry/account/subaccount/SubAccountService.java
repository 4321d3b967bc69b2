package dev.belfry.account.subaccount;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.Access;
import dev.belfry.access.Caller;
import dev.belfry.access.Quota;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.people.AccountLife;
import dev.belfry.access.people.Operators;
import dev.belfry.access.people.UserId;
import dev.belfry.account.AccountChanged;
import dev.belfry.account.AccountService;
import dev.belfry.account.AccountStatus;
import dev.belfry.account.AccountView;
import dev.belfry.account.Founding;
import dev.belfry.account.Plan;
import dev.belfry.account.Plans;
import dev.belfry.platform.database.Accounts;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Subject;
import dev.belfry.platform.json.MergePatch;
import dev.belfry.platform.page.Page;
import dev.belfry.platform.page.PageRequest;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Accounts below the caller's. What is done in one of them is a transaction of its own, bound to
 * it, inside of the caller's, which holds his right until the other has committed.
 */
@ApplicationScoped
@Transactional
class SubAccountService {
  private final Access access;
  private final Quota quota;
  private final Accounts accounts;
  private final AccountLife life;
  private final AccountService inside;
  private final Plans plans;
  private final NearAccounts near;
  private final MergePatch patches;
  private final Event<AccountChanged> events;
  private final InstantSource clock;

  SubAccountService(
      Access access,
      Quota quota,
      Accounts accounts,
      AccountLife life,
      AccountService inside,
      Plans plans,
      NearAccounts near,
      MergePatch patches,
      Event<AccountChanged> events,
      InstantSource clock) {
    this.access = access;
    this.quota = quota;
    this.accounts = accounts;
    this.life = life;
    this.inside = inside;
    this.plans = plans;
    this.near = near;
    this.patches = patches;
    this.events = events;
    this.clock = clock;
  }

  /** Only a session shows other accounts of its user. */
  Page<NearAccount> list(PageRequest page) {
    Caller caller = access.caller();
    NearAccounts.View view =
        new NearAccounts.View(
            caller.rights().allowsEverywhere(Scope.ACCOUNT_READ),
            caller.session() == null ? null : caller.user());
    return Page.of(near.list(view, page), page, near.count(view));
  }

  SubAccountView get(AccountId id) {
    access.requireEverywhere(Scope.ACCOUNT_READ);
    return view(child(id));
  }

  /** The calling user becomes its admin, by a membership of his own. */
  SubAccountView create(NewAccount wanted) {
    access.requireEverywhere(Scope.ACCOUNT_CREATE);
    AccountId parent = access.account();
    UserId admin = access.caller().user();
    if (admin == null) {
      throw Problem.of(
          ProblemType.CONFLICT, "A service account cannot be the admin of an account.");
    }
    requireWithin(wanted.plan());
    quota.take(parent, "accounts");
    AccountId id = AccountId.next();
    Actor actor = access.actor();
    accounts.in(
        id,
        () -> {
          Instant now = clock.instant();
          life.begin(id, admin, now);
          life.letMapGroups(id, false);
          Founding.Terms terms = new Founding.Terms(wanted.name(), wanted.plan());
          inside.open(id, new AccountService.Opening(terms, parent));
          fire(id, actor, id, wanted.name(), "account.created");
          return id;
        });
    fire(parent, actor, id, wanted.name(), "account.created");
    return view(child(id));
  }

  /** Status and plan of a sub-account, from the moment in which this has returned. */
  SubAccountView patch(AccountId id, JsonNode patch) {
    access.requireEverywhere(Scope.ACCOUNT_UPDATE);
    NearAccount child = child(id);
    boolean mapping = mayMapGroups(id);
    SubAccountPatch wanted =
        patches.apply(
            new SubAccountPatch(child.status(), child.plan(), mapping),
            patch,
            SubAccountPatch.class);
    if (wanted.plan() != child.plan()) {
      requireWithin(wanted.plan());
    }
    Actor actor = access.actor();
    accounts.in(
        id,
        () -> {
          change(child, wanted, Operators.withoutName(actor));
          if (wanted.groupMapping() != mapping) {
            life.letMapGroups(id, wanted.groupMapping());
            fire(
                id,
                Operators.withoutName(actor),
                id,
                child.name(),
                "account.group_mapping_changed");
          }
          return id;
        });
    fire(access.account(), actor, id, child.name(), "account.updated");
    return view(child(id));
  }

  private void change(NearAccount child, SubAccountPatch wanted, Actor actor) {
    if (wanted.status() != child.status()) {
      boolean suspended = wanted.status() == AccountStatus.SUSPENDED;
      if (suspended) {
        life.suspend(child.id());
      } else {
        life.resume(child.id());
      }
      String action = suspended ? "account.suspended" : "account.resumed";
      fire(child.id(), actor, child.id(), child.name(), action);
    }
    if (wanted.plan() != child.plan()) {
      plans.change(child.id(), wanted.plan(), actor);
    }
  }

  private void requireWithin(Plan plan) {
    AccountView own = inside.view(access.account());
    if (own.parentId() != null) {
      throw Problem.of(ProblemType.CONFLICT, "A sub-account has no sub-accounts.");
    }
    if (plan.isAbove(plans.hold(access.account()))) {
      throw Problem.invalid("/plan", "too_large", "must not be above the plan of your account");
    }
  }

  private NearAccount child(AccountId id) {
    return near.child(id).orElseThrow(Problem::notFound);
  }

  private SubAccountView view(NearAccount child) {
    return new SubAccountView(
        accounts.in(child.id(), () -> inside.view(child.id())),
        child.status(),
        mayMapGroups(child.id()));
  }

  private boolean mayMapGroups(AccountId id) {
    return accounts.in(id, () -> life.mayMapGroups(id));
  }

  private void fire(AccountId where, Actor actor, AccountId id, String name, String action) {
    Subject subject = Subject.of("account", id, name);
    events.fire(new AccountChanged(where, actor, subject, clock.instant(), action));
  }
}
