package dev.belfry.account;

import dev.belfry.platform.database.Accounts;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Changes;
import dev.belfry.platform.event.Subject;
import dev.belfry.platform.problem.Problem;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Which plans accounts have: a sub-account never a higher one than its parent. */
@ApplicationScoped
@Transactional
public class Plans {
  private final AccountService inside;
  private final Accounts accounts;
  private final Changes changes;
  private final Event<AccountChanged> events;
  private final InstantSource clock;

  Plans(
      AccountService inside,
      Accounts accounts,
      Changes changes,
      Event<AccountChanged> events,
      InstantSource clock) {
    this.inside = inside;
    this.accounts = accounts;
    this.changes = changes;
    this.events = events;
    this.clock = clock;
  }

  /** The plan of the bound account, which nobody changes until our transaction ends. */
  public Plan hold(AccountId id) {
    Object plan =
        Panache.getEntityManager()
            .createNativeQuery("select plan from account_account where account_id = ?1 for share")
            .setParameter(1, id.uuid())
            .getSingleResult();
    return Plan.valueOf((String) plan);
  }

  /** The plan of the bound account, as it is at this moment. */
  public Plan of(AccountId id) {
    return Account.<Account>findByIdOptional(id.uuid()).orElseThrow(Problem::notFound).plan;
  }

  /** The accounts that have this plan; for upkeep, on a connection of the system role. */
  public static List<AccountId> having(Plan plan, Connection connection) throws SQLException {
    List<AccountId> found = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement("select account_id from account_account where plan = ?")) {
      statement.setString(1, plan.name());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(new AccountId(rows.getObject(1, UUID.class)));
        }
      }
    }
    return found;
  }

  /**
   * Another plan for the bound account, and for those of its sub-accounts that would be above it.
   * What is there stays and works, also above the new limits; only more of it is refused.
   *
   * @param actor as the people of the account may see him
   */
  public void change(AccountId id, Plan plan, Actor actor) {
    Plan before = inside.changePlan(id, plan);
    // After the change, which waits for whoever holds the plan while he makes a sub-account.
    for (AccountId child : childrenAbove(plan)) {
      accounts.in(
          child,
          () -> {
            tell(child, inside.changePlan(child, plan), plan, actor);
            return child;
          });
    }
    tell(id, before, plan, actor);
  }

  private void tell(AccountId id, Plan before, Plan plan, Actor actor) {
    events.fire(
        new AccountChanged(
            id,
            actor,
            Subject.of("account", id, inside.name(id)),
            clock.instant(),
            "account.plan_changed",
            changes.between(Map.of("plan", before), Map.of("plan", plan), Set.of())));
  }

  private static List<AccountId> childrenAbove(Plan plan) {
    List<?> rows =
        Panache.getEntityManager()
            .createNativeQuery(
                "select account_id, plan from account_around(true, null)"
                    + " where parent_id = platform_account() order by account_id")
            .getResultList();
    return rows.stream()
        .map(Object[].class::cast)
        .filter(row -> Plan.valueOf((String) row[1]).isAbove(plan))
        .map(row -> new AccountId((UUID) row[0]))
        .toList();
  }
}
