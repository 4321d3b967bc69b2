package dev.belfry.access.session;

import dev.belfry.access.FailureBudget;
import dev.belfry.access.people.Joining;
import dev.belfry.access.people.LoginDirectory;
import dev.belfry.access.people.LoginDirectory.Candidate;
import dev.belfry.access.people.UserStore;
import dev.belfry.access.people.UserView;
import dev.belfry.platform.http.RequestTrace;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** From an address and a password to a session. */
@ApplicationScoped
class LoginService {
  private final LoginDirectory directory;
  private final Joining joining;
  private final SessionStart start;
  private final FailureBudget failures;
  private final LoginFailures refusals;
  private final RequestTrace trace;

  LoginService(
      LoginDirectory directory,
      Joining joining,
      SessionStart start,
      FailureBudget failures,
      LoginFailures refusals,
      RequestTrace trace) {
    this.directory = directory;
    this.joining = joining;
    this.start = start;
    this.failures = failures;
    this.refusals = refusals;
    this.trace = trace;
  }

  /**
   * @throws dev.belfry.platform.problem.Problem 401, the same for an unknown address, after the
   *     same work; 429 when too many wrong ones came from there or for this user
   */
  SignedInView login(Login login) {
    String guessed = "login:" + login.email().toLowerCase(Locale.ROOT);
    Candidate user = failures.admit(() -> matching(login), trace.address(), guessed);
    if (user == null) {
      failures.failed(trace.address(), guessed);
      throw LoginDirectory.wrong();
    }
    SessionStart.Who who = who(user);
    SessionStart.Begun begun =
        start.begin(who, SessionStart.Proof.PASSWORD, new SessionStart.Terms(user.hash(), null));
    return new SignedInView(
        begun.token(), begun.expiresAt(), new UserView(who.user(), user.email(), user.name()));
  }

  /** The first login of somebody who was given a password accepts the invitation with it. */
  private SessionStart.Who who(Candidate user) {
    if (user.user() != null && user.member() != null) {
      return new SessionStart.Who(user.account(), user.user(), user.member(), user.email());
    }
    Joining.Joined joined =
        joining.accept(
            new Joining.Offer(user.account(), Objects.requireNonNull(user.invitation())),
            new Joining.Guest(
                null, null, new UserStore.Secret(Objects.requireNonNull(user.hash()), true)));
    return new SessionStart.Who(joined.account(), joined.user(), joined.member(), joined.email());
  }

  private @Nullable Candidate matching(Login login) {
    Candidate user = directory.find(login.email());
    if (directory.matches(user, login.password())) {
      return user;
    }
    if (user != null) {
      refusals.refused(user);
    }
    return null;
  }
}
