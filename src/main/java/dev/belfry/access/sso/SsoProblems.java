package dev.belfry.access.sso;

import dev.belfry.access.AccessProblems;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;

/** How single sign-on says no. */
final class SsoProblems {
  private static final ProblemType LOST =
      new ProblemType("sso_login_lost", 400, "This login cannot be finished");
  private static final ProblemType REFUSED =
      new ProblemType("sso_refused", 403, "The login was refused");
  private static final ProblemType UNMAPPED =
      new ProblemType("sso_unmapped", 403, "Your groups give no access here");
  private static final ProblemType TAKEN =
      new ProblemType("sso_address_taken", 403, "Another user has your address");
  private static final ProblemType MAY_NOT_MAP =
      new ProblemType("group_mapping_off", 403, "The account maps no groups");
  private static final ProblemType PASSWORDS_OFF =
      new ProblemType("sso_only", 403, "Passwords open nothing here");
  private static final ProblemType BAD_LOGOUT =
      new ProblemType("invalid_logout_token", 400, "The logout token is not valid");

  private SsoProblems() {}

  static Problem lost(String why) {
    return Problem.of(LOST, why + " Begin again at /v1/sso/login.");
  }

  static Problem refused(String why) {
    return Problem.of(REFUSED, why);
  }

  static Problem unmapped() {
    return Problem.of(
        UNMAPPED,
        "None of your groups is mapped to a role here. Somebody who administers Belfry can map one.");
  }

  static Problem taken() {
    return Problem.of(
        TAKEN,
        "A user with your address exists and is not tied to this login. An operator may allow it by belfry.access.sso.link-by-email.");
  }

  static Problem mayNotMap() {
    return Problem.of(
        MAY_NOT_MAP,
        "The identity provider is shared with other accounts; the parent account may allow it by group_mapping.");
  }

  static Problem passwordsOff() {
    return Problem.of(PASSWORDS_OFF, "Sign in at /v1/sso/login.");
  }

  /** The same for a wrong peer, a wrong secret and no user, so that nobody learns how far he is. */
  static Problem noProxy() {
    return AccessProblems.missing(
        "This opens to the trusted proxy alone, which connects from one of its networks and sends"
            + " its secret and the user in its headers; see belfry.access.sso.proxy. Keys and"
            + " sessions count for nothing here.");
  }

  static Problem badLogout(String why) {
    return Problem.of(BAD_LOGOUT, why);
  }

  static Problem away() {
    return Problem.of(
            ProblemType.UNAVAILABLE, "The provider of the login does not answer as it should.")
        .with("Retry-After", "10");
  }
}
