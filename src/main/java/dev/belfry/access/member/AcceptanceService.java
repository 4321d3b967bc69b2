package dev.belfry.access.member;

import dev.belfry.access.Access;
import dev.belfry.access.AccessProblems;
import dev.belfry.access.Caller;
import dev.belfry.access.FailureBudget;
import dev.belfry.access.member.InvitationDirectory.Found;
import dev.belfry.access.people.Joining;
import dev.belfry.access.people.Passwords;
import dev.belfry.access.people.UserId;
import dev.belfry.access.people.UserStore;
import dev.belfry.access.session.LoginFailures;
import dev.belfry.platform.http.RequestTrace;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Invitations, as their guests see them. */
@ApplicationScoped
class AcceptanceService {
  private final Access access;
  private final InvitationDirectory directory;
  private final Joining joining;
  private final Passwords passwords;
  private final UserStore users;
  private final LoginFailures logins;
  private final FailureBudget failures;
  private final RequestTrace trace;
  private final InstantSource clock;

  AcceptanceService(
      Access access,
      InvitationDirectory directory,
      Joining joining,
      Passwords passwords,
      UserStore users,
      LoginFailures logins,
      FailureBudget failures,
      RequestTrace trace,
      InstantSource clock) {
    this.access = access;
    this.directory = directory;
    this.joining = joining;
    this.passwords = passwords;
    this.users = users;
    this.logins = logins;
    this.failures = failures;
    this.trace = trace;
    this.clock = clock;
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
      if (found != null && found.user() != null) {
        logins.refused(found.email());
      }
      throw AccessProblems.wrongInvitation();
    }
    renew(checked.found(), acceptance.newPassword());
    return MembershipView.of(joined(checked.found(), checked.guest()));
  }

  /** Whoever brings what stood in his mail has proven that the address is his. */
  private Joining.Joined joined(Found found, Joining.Guest guest) {
    Joining.Joined joined = joining.accept(found.offer(), guest);
    if (found.byMail()) {
      QuarkusTransaction.requiringNew().run(() -> users.proveAddress(joined.user(), found.email()));
    }
    return joined;
  }

  /** Whoever chose the password of somebody would come with him into the next account. */
  private void renew(Found found, @Nullable String wanted) {
    UserId user = found.user();
    String old = found.hash();
    if (user == null || old == null || (wanted == null && !found.given())) {
      return;
    }
    if (wanted == null) {
      throw AccessProblems.givenPassword("send new_password beside it");
    }
    Passwords.requireGood(wanted, found.email(), "/new_password");
    String hash = passwords.hash(wanted);
    boolean changed =
        QuarkusTransaction.requiringNew()
            .call(() -> users.changePassword(user, old, hash, null, clock.instant()));
    if (!changed) {
      throw AccessProblems.wrongInvitation();
    }
  }

  private record Checked(Found found, Joining.Guest guest) {}

  /** One hash in every case. */
  private @Nullable Checked check(Acceptance acceptance, @Nullable Found found) {
    if (found != null) {
      Passwords.requireGood(acceptance.password(), found.email(), "/password");
    }
    if (found != null && found.user() == null) {
      String hash = passwords.hash(acceptance.password());
      return new Checked(
          found, new Joining.Guest(null, acceptance.name(), new UserStore.Secret(hash, false)));
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
    if (found.offer().account().equals(caller.account())) {
      throw AccessProblems.alreadyMember();
    }
    if (found.given()) {
      throw AccessProblems.givenPassword("change it first by POST /v1/password");
    }
    return MembershipView.of(joined(found, Joining.Guest.known(found.user())));
  }
}
