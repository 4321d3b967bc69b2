package dev.belfry.access;

import dev.belfry.access.grant.GrantSpec;
import dev.belfry.access.grant.Rights;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.grant.Selection;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.problem.Problem;
import jakarta.enterprise.context.RequestScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What services ask before they act: who calls, and may they do this to that. */
@RequestScoped
public class Access {
  private final Refusals refusals;
  private @Nullable Caller caller;

  Access(Refusals refusals) {
    this.refusals = refusals;
  }

  void calledBy(Caller known) {
    caller = known;
  }

  /**
   * @throws Problem 401 where nobody is signed in
   */
  public Caller caller() {
    if (caller == null) {
      throw AccessProblems.missing();
    }
    return caller;
  }

  public AccountId account() {
    return caller().account();
  }

  /** Who is to be named in the log book: the caller, or Belfry itself in its own loops. */
  public Actor actor() {
    return caller == null ? Actor.SYSTEM : caller.actor();
  }

  /** The categories in which the caller holds the scope, for queries. */
  public Selection reach(Scope scope) {
    return caller().rights().reach(scope);
  }

  /**
   * For a thing that exists.
   *
   * @param read the scope that lets one know of the thing
   * @throws Problem 404 when the caller may not know of it, 403 when it may know but not do this
   */
  public void require(Scope scope, Scope read, @Nullable UUID category) {
    Rights rights = caller().rights();
    if (rights.allows(scope, category)) {
      return;
    }
    throw rights.allows(read, category) ? refused(scope) : Problem.notFound();
  }

  /**
   * For a thing to be made in this category. @throws Problem 403 when the scope does not reach
   * there
   */
  public void require(Scope scope, @Nullable UUID category) {
    if (!caller().rights().allows(scope, category)) {
      throw refused(scope);
    }
  }

  private Problem refused(Scope scope) {
    refusals.outOfReach(caller(), scope);
    return caller().rights().allows(scope)
        ? AccessProblems.outOfReach(scope)
        : AccessProblems.lacks(scope);
  }

  /**
   * The rights that the caller wants to hand out.
   *
   * @throws Problem 422 for unknown scopes, 403 for what the caller does not hold
   */
  public Rights handOut(List<GrantSpec> grants, IntFunction<String> pointer) {
    Rights wanted = GrantSpec.rights(grants, pointer);
    Set<Scope> missing = caller().rights().missing(wanted);
    if (!missing.isEmpty()) {
      throw AccessProblems.escalation(missing);
    }
    return wanted;
  }
}
