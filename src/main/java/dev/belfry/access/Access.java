package dev.belfry.access;

import dev.belfry.access.credential.Credential;
import dev.belfry.access.grant.GrantSpec;
import dev.belfry.access.grant.Pair;
import dev.belfry.access.grant.Place;
import dev.belfry.access.grant.Rights;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.grant.Selection;
import dev.belfry.platform.database.Binding;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.Violation;
import dev.belfry.platform.seal.Pepper;
import jakarta.enterprise.context.RequestScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What services ask before they act: who calls, and may they do this to that. */
@RequestScoped
public class Access {
  private final Refusals refusals;
  private final Binding binding;
  private @Nullable Caller caller;
  private Identity.@Nullable Versions versions;
  private @Nullable Credential credential;

  Access(Refusals refusals, Binding binding) {
    this.refusals = refusals;
    this.binding = binding;
  }

  void calledBy(Caller known, Identity.Versions resting, Credential shown) {
    caller = known;
    versions = resting;
    credential = shown;
  }

  /**
   * Before a transaction that takes away the very key or session by which it is made: no other
   * transaction rests on it meanwhile, so two of this kind come one after the other, where each
   * would wait for the other to let go.
   */
  public void holdAlone() {
    if (versions != null) {
      binding.guarded(caller().account(), new AccessGuard(versions, true));
    }
  }

  /**
   * Now and then in a transaction that takes long, so that a revocation does not wait for its end.
   *
   * @throws Problem 401 when somebody takes away what it rests on; nothing of it is to be kept
   */
  public void heedRevocation() {
    if (versions != null && Revocation.isAwaited(versions.restsOn())) {
      throw AccessProblems.gone();
    }
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

  /** By what the caller is known, to be asked about again after this request. */
  Proof proof(Pepper pepper, @Nullable String address) {
    if (versions == null || credential == null) {
      throw AccessProblems.missing();
    }
    Identity.Token token = versions.token();
    return new Proof(
        caller().account(),
        versions.owner(),
        token == null ? pepper.hash(credential.secret()) : null,
        address,
        token,
        credential instanceof Credential.SessionToken session && session.byCookie());
  }

  /** What is left of the limits of this call; empty where it has none or nobody is known. */
  Optional<Windows> windows() {
    return Optional.ofNullable(caller).map(Caller::windows);
  }

  public AccountId account() {
    return caller().account();
  }

  /** Who is to be named in the log book: the caller, or Belfry itself in its own loops. */
  public Actor actor() {
    return caller == null ? Actor.SYSTEM : caller.actor();
  }

  /** Where the caller holds the scope, for queries over things that know categories only. */
  public Selection reach(Scope scope) {
    return caller().rights().reach(scope);
  }

  /**
   * The categories in which the caller holds the scope on all groups: for rows that keep the
   * category of what they tell of, and not its groups.
   */
  public Selection reachInAllGroups(Scope scope) {
    return pairs(scope).stream()
        .filter(pair -> pair.groups().all())
        .map(Pair::categories)
        .reduce(Selection.NONE, Selection::join);
  }

  /** Where the caller holds the scope, for queries over things that know groups only. */
  public Selection groupReach(Scope scope) {
    return caller().rights().groupReach(scope);
  }

  /**
   * For a thing that exists.
   *
   * @param read the scope that lets one know of the thing
   * @throws Problem 404 when the caller may not know of it, 403 when it may know but not do this to
   *     the whole of it
   */
  public void require(Scope scope, Scope read, Place place) {
    Rights rights = caller().rights();
    boolean reading = scope == read;
    if (reading ? rights.allowsSome(scope, place) : rights.allows(scope, place)) {
      return;
    }
    throw rights.allowsSome(read, place) && !reading ? refused(scope) : Problem.notFound();
  }

  /**
   * For a thing to be made or put there, all of it. @throws Problem 403 when the scope does not
   * reach there
   */
  public void require(Scope scope, Place place) {
    if (!caller().rights().allows(scope, place)) {
      throw refused(scope);
    }
  }

  /** Where the caller holds the scope, grant by grant, for queries over things with groups. */
  public List<Pair> pairs(Scope scope) {
    return caller().rights().pairs(scope);
  }

  /**
   * For what concerns the account as a whole. @throws Problem 403 when the scope is not held on
   * everything
   */
  public void requireEverywhere(Scope scope) {
    if (!caller().rights().allowsEverywhere(scope)) {
      throw refused(scope);
    }
  }

  /** The scope is held, but on nothing that this route could show. */
  public Problem nowhere(Scope scope, String why) {
    refusals.outOfReach(caller(), scope);
    return AccessProblems.nowhere(why);
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
    requireHeld(wanted);
    return wanted;
  }

  /**
   * The result of a change, whoever holds it afterwards, must be within the caller's own rights.
   *
   * @throws Problem 403 naming the scopes that the caller does not hold on all of it
   */
  public void requireHeld(Rights result) {
    requireHeld(result, scope -> "/grants");
  }

  /**
   * The same, of a body in which the scopes stand somewhere else than in grants.
   *
   * @param pointer where a scope was asked for
   */
  public void requireHeld(Rights result, Function<Scope, String> pointer) {
    Set<Scope> missing = caller().rights().missing(result);
    if (!missing.isEmpty()) {
      refusals.escalation(caller(), missing.stream().map(Scope::text).sorted().toList());
      throw AccessProblems.escalation(missing, pointer);
    }
  }

  /** More than the caller has, in something else than scopes; kept in the log book. */
  public Problem beyondOwn(List<Violation> errors) {
    refusals.escalation(
        caller(), errors.stream().map(error -> String.valueOf(error.pointer())).toList());
    return AccessProblems.beyondOwn(errors);
  }

  /**
   * For one's own rights, and for roles that one holds: they may become less, never more.
   *
   * @throws Problem 403 when the result allows what was not allowed before
   */
  public void requireNarrower(Rights before, Rights after) {
    Set<Scope> wider = before.missing(after);
    if (!wider.isEmpty()) {
      refusals.escalation(caller(), wider.stream().map(Scope::text).toList());
      throw AccessProblems.ownRights();
    }
  }
}
