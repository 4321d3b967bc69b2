package dev.belfry.access.session;

import dev.belfry.access.FailureBudget;
import dev.belfry.access.people.Joining;
import dev.belfry.access.people.LoginDirectory;
import dev.belfry.access.people.LoginDirectory.Candidate;
import dev.belfry.access.people.UserView;
import dev.belfry.platform.event.Subject;
import dev.belfry.platform.http.RequestTrace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.InstantSource;
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
  private final Event<LoginRefused> refused;
  private final RequestTrace trace;
  private final InstantSource clock;

  LoginService(
      LoginDirectory directory,
      Joining joining,
      SessionStart start,
      FailureBudget failures,
      Event<LoginRefused> refused,
      RequestTrace trace,
      InstantSource clock) {
    this.directory = directory;
    this.joining = joining;
    this.start = start;
    this.failures = failures;
    this.refused = refused;
    this.trace = trace;
    this.clock = clock;
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
            new Joining.Guest(null, null, user.hash()));
    return new SessionStart.Who(joined.account(), joined.user(), joined.member(), joined.email());
  }

  private @Nullable Candidate matching(Login login) {
    Candidate user = directory.find(login.email());
    if (directory.matches(user, login.password())) {
      return user;
    }
    if (user != null && user.user() != null) {
      refused.fire(
          new LoginRefused(
              user.account(), Subject.of("user", user.user(), user.email()), clock.instant()));
    }
    return null;
  }
}
