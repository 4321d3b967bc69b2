package dev.belfry.access.session;

import dev.belfry.access.SessionId;
import dev.belfry.access.SessionText;
import dev.belfry.access.people.LoginDirectory;
import dev.belfry.access.people.LoginDirectory.Candidate;
import dev.belfry.access.people.UserView;
import dev.belfry.platform.database.Accounts;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Subject;
import dev.belfry.platform.http.RequestTrace;
import dev.belfry.platform.id.TypeId;
import dev.belfry.platform.seal.Pepper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** From an address and a password to a session. */
@ApplicationScoped
class LoginService {
  private static final int LONGEST_AGENT = 200;

  private final LoginDirectory directory;
  private final Accounts accounts;
  private final Pepper pepper;
  private final SessionConfig config;
  private final Event<SessionChanged> signedIn;
  private final Event<LoginRefused> refused;
  private final RequestTrace trace;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  LoginService(
      LoginDirectory directory,
      Accounts accounts,
      Pepper pepper,
      SessionConfig config,
      Event<SessionChanged> signedIn,
      Event<LoginRefused> refused,
      RequestTrace trace,
      InstantSource clock) {
    this.directory = directory;
    this.accounts = accounts;
    this.pepper = pepper;
    this.config = config;
    this.signedIn = signedIn;
    this.refused = refused;
    this.trace = trace;
    this.clock = clock;
  }

  /**
   * @throws dev.belfry.platform.problem.Problem 401, the same for an unknown address, after the
   *     same work
   */
  SignedInView login(Login login) {
    Candidate user = directory.find(login.email());
    Instant now = clock.instant();
    if (!directory.matches(user, login.password())) {
      if (user != null) {
        refused.fire(
            new LoginRefused(user.account(), Subject.of("user", user.user(), user.email()), now));
      }
      throw LoginDirectory.wrong();
    }
    return begin(java.util.Objects.requireNonNull(user), now);
  }

  private SignedInView begin(Candidate user, Instant now) {
    String token = SessionText.generate(random);
    String address = trace.address();
    String userAgent = shortened(trace.userAgent());
    Session session = new Session();
    session.id = TypeId.next();
    session.accountId = user.account().uuid();
    session.ownerId = user.member().uuid();
    session.hash = pepper.hash(token);
    session.hashKid = Pepper.KID;
    session.createdAt = now;
    session.lastSeenAt = now;
    session.idleSeconds = (int) config.idle().toSeconds();
    session.expiresAt = now.plus(config.absolute());
    session.address = address;
    session.userAgent = userAgent;
    SessionId id = new SessionId(session.id);
    Actor actor = new Actor(Actor.Kind.USER, user.user().text(), user.email(), null, id.text());
    accounts.in(
        user.account(),
        () -> {
          session.persist();
          signedIn.fire(
              new SessionChanged(
                  user.account(), actor, Subject.of("session", id, null), now, "session.created"));
          return id;
        });
    return new SignedInView(
        token, session.expiresAt, new UserView(user.user(), user.email(), user.name()));
  }

  private static @Nullable String shortened(@Nullable String agent) {
    return agent == null || agent.length() <= LONGEST_AGENT
        ? agent
        : agent.substring(0, LONGEST_AGENT);
  }
}
