package dev.belfry.account.installation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.Access;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.people.Operators;
import dev.belfry.account.AccountChanged;
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
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.InstantSource;

/** What whoever runs the installation sees and changes of its accounts. */
@ApplicationScoped
class InstallationService {
  private final Access access;
  private final Operators operators;
  private final InstalledAccounts installed;
  private final Accounts accounts;
  private final Plans plans;
  private final MergePatch patches;
  private final Event<AccountChanged> events;
  private final InstantSource clock;

  InstallationService(
      Access access,
      Operators operators,
      InstalledAccounts installed,
      Accounts accounts,
      Plans plans,
      MergePatch patches,
      Event<AccountChanged> events,
      InstantSource clock) {
    this.access = access;
    this.operators = operators;
    this.installed = installed;
    this.accounts = accounts;
    this.plans = plans;
    this.patches = patches;
    this.events = events;
    this.clock = clock;
  }

  Page<InstalledAccount> list(PageRequest page) {
    requireOperator(Scope.INSTALLATION_READ);
    return Page.of(installed.list(page), page, installed.count());
  }

  InstalledAccount get(AccountId id) {
    requireOperator(Scope.INSTALLATION_READ);
    return find(id);
  }

  /**
   * @throws Problem 404 for who is no operator and for an unknown account, 409 for a sub-account
   */
  InstalledAccount patch(AccountId id, JsonNode patch) {
    requireOperator(Scope.INSTALLATION_UPDATE);
    InstalledAccount account = find(id);
    PlanPatch wanted = patches.apply(new PlanPatch(account.plan()), patch, PlanPatch.class);
    if (account.parentId() != null) {
      throw Problem.of(
          ProblemType.CONFLICT, "The plan of a sub-account is set by its parent account.");
    }
    if (wanted.plan() != account.plan()) {
      // Its transaction is around the other, and holds his right until that has committed.
      QuarkusTransaction.requiringNew().run(() -> change(account, wanted));
    }
    return find(id);
  }

  private void change(InstalledAccount account, PlanPatch wanted) {
    operators.require(Scope.INSTALLATION_UPDATE);
    AccountId id = account.id();
    Actor operator = access.actor();
    boolean own = id.equals(access.account());
    accounts.in(
        id,
        () -> {
          plans.change(id, wanted.plan(), own ? operator : Operators.withoutName(operator));
          return id;
        });
    if (!own) {
      events.fire(
          new AccountChanged(
              access.account(),
              operator,
              Subject.of("account", id, account.name()),
              clock.instant(),
              "account.plan_changed"));
    }
  }

  private void requireOperator(Scope scope) {
    QuarkusTransaction.requiringNew().run(() -> operators.require(scope));
  }

  private InstalledAccount find(AccountId id) {
    return installed.find(id).orElseThrow(Problem::notFound);
  }
}
