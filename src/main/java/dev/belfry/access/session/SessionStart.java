package dev.belfry.access.session;

import dev.belfry.access.AccessProblems;
import dev.belfry.access.PasswordLogins;
import dev.belfry.access.credential.SessionId;
import dev.belfry.access.credential.SessionText;
import dev.belfry.access.people.MemberId;
import dev.belfry.access.people.UserId;
import dev.belfry.access.people.UserStore;
import dev.belfry.platform.database.Accounts;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Subject;
import dev.belfry.platform.http.RequestTrace;
import dev.belfry.platform.id.TypeId;
import dev.belfry.platform.seal.Pepper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Begins sessions, however somebody has shown who he is. */
@ApplicationScoped
public class SessionStart {
  private static final int LONGEST_AGENT = 200;

  private final Accounts accounts;
  private final PasswordLogins passwords;
  private final UserStore users;
  private final Pepper pepper;
  private final SessionConfig config;
  private final Event<SessionChanged> events;
  private final RequestTrace trace;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  SessionStart(
      Accounts accounts,
      PasswordLogins passwords,
      UserStore users,
      Pepper pepper,
      SessionConfig config,
      Event<SessionChanged> events,
      RequestTrace trace,
      InstantSource clock) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.users = users;
    this.pepper = pepper;
    this.config = config;
    this.events = events;
    this.trace = trace;
    this.clock = clock;
  }

  /**
   * A member of an account, as its session acts.
   *
   * @param shown what the log book calls him
   */
  public record Who(AccountId account, UserId user, MemberId member, String shown) {}

  /**
   * How he showed it.
   *
   * @param method such as {@code password} or {@code oidc}
   * @param issuer the identity provider that vouched
   * @param externalSession what it calls its own session ({@code sid}), for its back-channel logout
   */
  public record Proof(String method, @Nullable String issuer, @Nullable String externalSession) {
    public static final Proof PASSWORD = new Proof("password", null, null);
  }

  /**
   * What must still be so when it begins, and when it ends at the latest.
   *
   * @param hash of the password that was compared; null where somebody else vouched
   * @param until null for as long as the settings allow
   */
  public record Terms(@Nullable String hash, @Nullable Instant until) {
    static final Terms NONE = new Terms(null, null);

    @Override
    public String toString() {
      return "Terms[" + until + "]";
    }
  }

  /** A session that has begun; the token is nowhere else. */
  public record Begun(SessionId id, String token, Instant expiresAt) {
    @Override
    public String toString() {
      return "Begun[" + id + "]";
    }
  }

  /** As below, for as long as the settings allow. */
  public Begun begin(Who who, Proof proof) {
    return begin(who, proof, Terms.NONE);
  }

  /**
   * In a transaction of its own.
   *
   * @throws dev.belfry.platform.problem.Problem 403 where passwords begin none, 401 when the
   *     member, his user or the account was disabled in between, or the password changed
   */
  public Begun begin(Who who, Proof proof, Terms terms) {
    if (proof.equals(Proof.PASSWORD)) {
      // It works across accounts, which no transaction of a request may.
      QuarkusTransaction.suspendingExisting()
          .run(() -> passwords.require(who.account(), who.member()));
    }
    String token = SessionText.generate(random);
    Instant now = clock.instant();
    Session session = new Session();
    session.id = TypeId.next();
    session.accountId = who.account().uuid();
    session.ownerId = who.member().uuid();
    session.hash = pepper.hash(token);
    session.hashKid = Pepper.KID;
    session.createdAt = now;
    session.lastSeenAt = now;
    session.idleSeconds = (int) config.idle().toSeconds();
    Instant latest = now.plus(config.absolute());
    session.expiresAt =
        terms.until() != null && terms.until().isBefore(latest) ? terms.until() : latest;
    session.address = trace.address();
    session.userAgent = shortened(trace.sender().agent());
    session.method = proof.method();
    session.issuer = proof.issuer();
    session.externalSession = proof.externalSession();
    SessionId id = new SessionId(session.id);
    Actor actor = new Actor(Actor.Kind.USER, who.user().text(), who.shown(), null, id.text());
    accounts.in(
        who.account(),
        () -> {
          if (!users.maySignIn(who.member(), who.user(), terms.hash())) {
            throw AccessProblems.wrongLogin();
          }
          session.persist();
          events.fire(
              new SessionChanged(
                  who.account(), actor, Subject.of("session", id, null), now, "session.created"));
          return id;
        });
    return new Begun(id, token, session.expiresAt);
  }

  private static @Nullable String shortened(@Nullable String agent) {
    return agent == null || agent.length() <= LONGEST_AGENT
        ? agent
        : agent.substring(0, LONGEST_AGENT);
  }
}
