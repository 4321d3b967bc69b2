package dev.belfry.access;

import dev.belfry.access.grant.Scope;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import dev.belfry.platform.problem.Violation;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How access says no (RFC 6750 section 3 for the challenges). */
public final class AccessProblems {
  static final ProblemType AMBIGUOUS =
      new ProblemType("ambiguous_credentials", 400, "More than one credential was sent");
  static final ProblemType UNAUTHENTICATED =
      new ProblemType("unauthenticated", 401, "A credential is needed");
  static final ProblemType INVALID_CREDENTIAL =
      new ProblemType("invalid_credential", 401, "The credential is not valid");
  static final ProblemType WRONG_LOGIN =
      new ProblemType("wrong_login", 401, "The address or the password is wrong");
  static final ProblemType INSUFFICIENT_SCOPE =
      new ProblemType("insufficient_scope", 403, "The caller lacks a scope");
  static final ProblemType ESCALATION =
      new ProblemType("escalation_denied", 403, "Nobody can hand out more than they hold");
  public static final ProblemType CROSS_SITE =
      new ProblemType("cross_site", 403, "The request came from another site");
  static final ProblemType NO_PERSONAL_KEYS =
      new ProblemType("personal_keys_off", 403, "Personal keys are switched off");
  static final ProblemType LAST_ADMIN =
      new ProblemType("last_admin", 409, "Somebody must stay who may do everything");
  static final ProblemType LIMIT_REACHED =
      new ProblemType("limit_reached", 409, "The plan's limit is reached");
  static final ProblemType TOO_MANY =
      new ProblemType("too_many", 409, "There are as many as there may be");
  static final ProblemType SESSION_NEEDED =
      new ProblemType("session_needed", 403, "This needs a session");
  static final ProblemType GIVEN_PASSWORD =
      new ProblemType("password_given", 409, "Somebody else chose the password");
  static final ProblemType RATE_LIMITED = new ProblemType("rate_limited", 429, "Too many calls");
  static final ProblemType PLAIN_HTTP =
      new ProblemType("plain_http", 403, "The call was not encrypted");
  static final ProblemType WRONG_KEY_TYPE =
      new ProblemType("wrong_key_type", 403, "The key is for something else");
  private static final String CHALLENGE = "WWW-Authenticate";

  private static final int MOST_NAMED = 20;

  private AccessProblems() {}

  /** Over a limit of the key or the plan; nothing was taken from any window. */
  static Problem limited(Windows windows) {
    return Problem.of(
            RATE_LIMITED,
            "A limit of the key or of the plan is reached; the next call is admitted in "
                + windows.retryAfter()
                + " s.")
        .with("Retry-After", String.valueOf(windows.retryAfter()))
        .with("RateLimit-Policy", windows.policy())
        .with("RateLimit", windows.state());
  }

  static Problem plainHttp() {
    return Problem.of(
        PLAIN_HTTP,
        "The proxy says that this call came by plain HTTP. Whatever credential it held could be"
            + " read on its way: replace it, and use https.");
  }

  static Problem wrongType(Scope only) {
    return Problem.of(WRONG_KEY_TYPE, "A key of this type opens nothing but " + only.text() + ".");
  }

  public static Problem ambiguous(String what) {
    return Problem.of(AMBIGUOUS, "Send one credential, once: " + what + ".");
  }

  public static Problem missing() {
    return missing(
        "Send a key as \"Authorization: Bearer\", \"X-API-Key\" or the user name of Basic, or a session.");
  }

  /**
   * @param how somebody shows who he is here
   */
  public static Problem missing(String how) {
    return Problem.of(UNAUTHENTICATED, how).with(CHALLENGE, "Bearer realm=\"belfry\"");
  }

  public static Problem invalid(String detail) {
    return Problem.of(INVALID_CREDENTIAL, detail)
        .with(CHALLENGE, "Bearer realm=\"belfry\", error=\"invalid_token\"");
  }

  /** In the middle of a change. */
  static Problem gone() {
    return invalid(
        "The credential lost its right while this was under way; what was not done yet is undone.");
  }

  public static Problem wrongLogin() {
    return Problem.of(WRONG_LOGIN, "No user has this address and password.")
        .with(CHALLENGE, "Bearer realm=\"belfry\"");
  }

  public static Problem wrongInvitation() {
    return Problem.of(WRONG_LOGIN, "No invitation is for this token and password.")
        .with(CHALLENGE, "Bearer realm=\"belfry\"");
  }

  public static Problem wrongReset() {
    return Problem.of(WRONG_LOGIN, "The token is not good, or not any more; ask for a new one.")
        .with(CHALLENGE, "Bearer realm=\"belfry\"");
  }

  public static Problem lacks(Scope scope) {
    return Problem.of(INSUFFICIENT_SCOPE, "This needs the scope " + scope.text() + ".")
        .with(
            CHALLENGE,
            "Bearer realm=\"belfry\", error=\"insufficient_scope\", scope=\""
                + scope.text()
                + "\"");
  }

  /** The scope is held, but not where the thing lies or would lie. */
  static Problem outOfReach(Scope scope) {
    return Problem.of(
        INSUFFICIENT_SCOPE,
        "You hold "
            + scope.text()
            + " for some categories or groups only, and this is not wholly in them.");
  }

  /** The scope is held, but on nothing that this route could show. */
  static Problem nowhere(String why) {
    return Problem.of(INSUFFICIENT_SCOPE, why);
  }

  /**
   * @param missing all that the caller lacks, of which the first few are named
   * @param pointer where a scope was asked for
   */
  static Problem escalation(Collection<Scope> missing, Function<Scope, String> pointer) {
    List<Scope> named = missing.stream().limit(MOST_NAMED).toList();
    int more = missing.size() - named.size();
    List<Violation> errors =
        named.stream()
            .map(
                scope ->
                    Violation.at(
                        pointer.apply(scope),
                        "not_held",
                        "you do not hold " + scope.text() + " on all of this"))
            .toList();
    return Problem.of(
        ESCALATION,
        "You do not hold "
            + named.stream().map(Scope::text).collect(Collectors.joining(", "))
            + (more > 0 ? " and " + more + " more" : "")
            + " on all that you want to hand out.",
        errors);
  }

  /** More than the caller's own key has: a longer life, other networks, higher limits. */
  static Problem beyondOwn(List<Violation> errors) {
    return Problem.of(ESCALATION, "A key gives no more than it has itself.", errors);
  }

  /** A personal key is its owner's secret, whoever else may change it. */
  public static Problem notYours() {
    return Problem.of(
        ESCALATION, "A personal key is given to nobody but its owner; revoke it instead.");
  }

  public static Problem noPersonalKeys() {
    return Problem.of(
        NO_PERSONAL_KEYS, "The account does not let its members have keys of their own.");
  }

  /** What nobody but a signed-in person may do. */
  public static Problem sessionNeeded() {
    return Problem.of(SESSION_NEEDED, "Sign in yourself for this; a key cannot do it.");
  }

  /** Chains of keys that make keys end after one link. */
  public static Problem chain() {
    return Problem.of(
        ESCALATION,
        "A key made or changed by a key cannot reach keys, people, roles or sessions; only a person can give it that.");
  }

  /** The same for what a key gives to people and roles. */
  public static Problem givenByKey() {
    return Problem.of(
        ESCALATION,
        "A key gives nobody what reaches keys, people, roles or sessions; only a person can.");
  }

  /** Of one's own grants and roles, and of a role that one holds. */
  public static Problem ownRights() {
    return Problem.of(ESCALATION, "Nobody widens his own rights; another admin can.");
  }

  public static Problem lastAdmin() {
    return Problem.of(
        LAST_ADMIN,
        "Nobody would be left who may do everything; make somebody else an admin first.");
  }

  /** Somebody else may know the password, so it opens no further account. */
  public static Problem givenPassword(String remedy) {
    return Problem.of(
        GIVEN_PASSWORD, "Somebody else chose your password, and may know it; " + remedy + ".");
  }

  public static Problem alreadyMember() {
    return Problem.of(ProblemType.CONFLICT, "The user is a member of the account already.");
  }

  /** The same for every reason, since a guest must not learn of the rights of others. */
  public static Problem invitationGone() {
    return Problem.of(
        ProblemType.CONFLICT, "The invitation is not valid any more; ask for a new one.");
  }

  static Problem tooMany(String resource, long most) {
    return Problem.of(
        TOO_MANY, "An account has at most " + most + " " + resource + "; delete one first.");
  }

  public static Problem limitReached(String resource, long most) {
    return Problem.of(
        LIMIT_REACHED,
        "The plan allows " + most + " " + resource + "; delete one or move to a larger plan.");
  }
}
