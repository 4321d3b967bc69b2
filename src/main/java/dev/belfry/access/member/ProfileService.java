package dev.belfry.access.member;

import dev.belfry.access.Access;
import dev.belfry.access.AccessProblems;
import dev.belfry.access.Caller;
import dev.belfry.access.FailureBudget;
import dev.belfry.access.people.MemberChanged;
import dev.belfry.access.people.MemberDirectory;
import dev.belfry.access.people.Passwords;
import dev.belfry.access.people.UserId;
import dev.belfry.access.people.UserStore;
import dev.belfry.access.people.UserView;
import dev.belfry.platform.event.Subject;
import dev.belfry.platform.http.RequestTrace;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a user changes of himself, signed in. */
@ApplicationScoped
class ProfileService {
  private final Access access;
  private final MemberDirectory members;
  private final UserStore users;
  private final Passwords passwords;
  private final FailureBudget failures;
  private final RequestTrace trace;
  private final Event<MemberChanged> events;
  private final InstantSource clock;

  ProfileService(
      Access access,
      MemberDirectory members,
      UserStore users,
      Passwords passwords,
      FailureBudget failures,
      RequestTrace trace,
      Event<MemberChanged> events,
      InstantSource clock) {
    this.access = access;
    this.members = members;
    this.users = users;
    this.passwords = passwords;
    this.failures = failures;
    this.trace = trace;
    this.events = events;
    this.clock = clock;
  }

  /** In every account that does not call him otherwise. */
  @Transactional
  UserView rename(String name) {
    UserId user = signedIn();
    UserView before = members.user(user);
    Instant now = clock.instant();
    users.rename(user, name, now);
    fire(user, "user.renamed", now);
    return new UserView(user, before.email(), name);
  }

  /**
   * When this has returned, no other session of the user is let in, in any account. Not one
   * transaction: none is held while a password is hashed.
   *
   * @throws Problem 422 when the current one is wrong or the new one not good
   */
  void changePassword(PasswordChange wanted) {
    UserId user = signedIn();
    Known known =
        QuarkusTransaction.requiringNew()
            .call(() -> new Known(members.user(user).email(), users.hash(user)));
    Passwords.requireGood(wanted.newPassword(), known.email(), "/new");
    String guessed = "login:" + known.email().toLowerCase(Locale.ROOT);
    boolean right =
        failures.admit(
            () -> passwords.matches(wanted.current(), known.hash()), trace.address(), guessed);
    String before = known.hash();
    if (!right || before == null) {
      failures.failed(trace.address(), guessed);
      throw Problem.invalid("/current", "wrong", "is not your password");
    }
    String hash = passwords.hash(wanted.newPassword());
    QuarkusTransaction.requiringNew().run(() -> write(user, before, hash));
  }

  private record Known(String email, @Nullable String hash) {
    @Override
    public String toString() {
      return "Known[...]";
    }
  }

  private void write(UserId user, String before, String after) {
    Instant now = clock.instant();
    Caller caller = access.caller();
    if (!users.changePassword(user, before, after, Objects.requireNonNull(caller.session()), now)) {
      throw Problem.of(ProblemType.CONFLICT, "The password was changed at the same moment.");
    }
    fire(user, "user.password_changed", now);
  }

  private UserId signedIn() {
    Caller caller = access.caller();
    if (caller.session() == null || caller.user() == null) {
      throw AccessProblems.sessionNeeded();
    }
    return caller.user();
  }

  private void fire(UserId user, String action, Instant now) {
    Subject subject = Subject.of("user", user, null);
    events.fire(new MemberChanged(access.account(), access.actor(), subject, now, action));
  }
}
