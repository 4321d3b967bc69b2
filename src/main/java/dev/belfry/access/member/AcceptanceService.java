package dev.belfry.access.member;

import dev.belfry.access.Access;
import dev.belfry.access.AccessProblems;
import dev.belfry.access.Caller;
import dev.belfry.access.FailureBudget;
import dev.belfry.access.member.InvitationDirectory.Found;
import dev.belfry.access.people.Joining;
import dev.belfry.access.people.Passwords;
import dev.belfry.platform.http.RequestTrace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Invitations, as their guests see them. */
@ApplicationScoped
class AcceptanceService {
  private final Access access;
  private final InvitationDirectory directory;
  private final Joining joining;
  private final Passwords passwords;
  private final FailureBudget failures;
  private final RequestTrace trace;

  AcceptanceService(
      Access access,
      InvitationDirectory directory,
      Joining joining,
      Passwords passwords,
      FailureBudget failures,
      RequestTrace trace) {
    this.access = access;
    this.directory = directory;
    this.joining = joining;
    this.passwords = passwords;
    this.failures = failures;
    this.trace = trace;
  }

  /**
   * @throws dev.belfry.platform.problem.Problem 401, the same for an unknown token and the wrong
   *     password of a user, after the same work
   */
  MembershipView accept(Acceptance acceptance) {
    Passwords.requireGood(acceptance.password(), "", "/password");
    Found found = directory.find(acceptance.token()).orElse(null);
    String guessed =
        found == null || found.user() == null
            ? null
            : "login:" + found.email().toLowerCase(Locale.ROOT);
    Checked checked = failures.admit(() -> check(acceptance, found), trace.address(), guessed);
    if (checked == null) {
      failures.failed(trace.address(), guessed);
      throw AccessProblems.wrongInvitation();
    }
    return MembershipView.of(joining.accept(checked.found().offer(), checked.guest()));
  }

  private record Checked(Found found, Joining.Guest guest) {}

  /** One hash in every case. */
  private @Nullable Checked check(Acceptance acceptance, @Nullable Found found) {
    if (found != null) {
      Passwords.requireGood(acceptance.password(), found.email(), "/password");
    }
    if (found != null && found.user() == null) {
      String hash = passwords.hash(acceptance.password());
      return new Checked(found, new Joining.Guest(null, acceptance.name(), hash));
    }
    boolean same = passwords.matches(acceptance.password(), found == null ? null : found.hash());
    return found == null || found.user() == null || !same
        ? null
        : new Checked(found, Joining.Guest.known(found.user()));
  }

  /** Our transaction holds the right of the session until the membership is there. */
  @Transactional
  MembershipView join(String token) {
    Caller caller = access.caller();
    if (caller.session() == null) {
      throw AccessProblems.sessionNeeded();
    }
    Found found = directory.find(token).orElse(null);
    if (found == null || found.user() == null || !found.user().equals(caller.user())) {
      failures.failed(trace.address());
      throw AccessProblems.wrongInvitation();
    }
    return MembershipView.of(joining.accept(found.offer(), Joining.Guest.known(found.user())));
  }
}
