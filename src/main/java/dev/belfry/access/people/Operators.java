package dev.belfry.access.people;

import dev.belfry.access.Access;
import dev.belfry.access.grant.Scope;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.problem.Problem;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;

/** Whoever runs the installation: in its first account, those with the scopes of installations. */
@ApplicationScoped
public class Operators {
  private final Access access;

  Operators(Access access) {
    this.access = access;
  }

  /**
   * In a transaction of the call.
   *
   * @throws Problem 403 without the scope, 404 in any other account: it learns of nothing here
   */
  public void require(Scope scope) {
    access.requireEverywhere(scope);
    Object first =
        Panache.getEntityManager()
            .createNativeQuery("select access_first_account()")
            .getSingleResult();
    if (!access.account().uuid().equals(first)) {
      throw Problem.notFound();
    }
  }

  /** The people of another account do not learn the address of its operator, or its parent's. */
  public static Actor withoutName(Actor actor) {
    return new Actor(actor.kind(), actor.id(), null, actor.hint(), null);
  }
}
