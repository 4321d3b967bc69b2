package dev.belfry.access.session;

import dev.belfry.access.Access;
import dev.belfry.access.AccessProblems;
import dev.belfry.access.Caller;
import dev.belfry.access.credential.KeyId;
import dev.belfry.access.credential.SessionId;
import dev.belfry.access.grant.GrantStore;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.people.MemberDirectory;
import dev.belfry.access.people.MemberId;
import dev.belfry.access.people.NoAddress;
import dev.belfry.access.people.UserId;
import dev.belfry.access.people.UserStore;
import dev.belfry.access.people.UserView;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.problem.Problem;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sessions after the login: who am I, which are there, end one. */
@ApplicationScoped
@Transactional
class SessionService {
  private final Access access;
  private final GrantStore grants;
  private final MemberDirectory members;
  private final UserStore users;
  private final SessionStart start;
  private final SessionEndings endings;
  private final InstantSource clock;

  SessionService(
      Access access,
      GrantStore grants,
      MemberDirectory members,
      UserStore users,
      SessionStart start,
      SessionEndings endings,
      InstantSource clock) {
    this.access = access;
    this.grants = grants;
    this.members = members;
    this.users = users;
    this.start = start;
    this.endings = endings;
    this.clock = clock;
  }

  CallerView whoAmI() {
    Caller caller = access.caller();
    return new CallerView(
        caller.key() == null ? "user" : "key",
        caller.account(),
        caller.user() == null ? null : members.user(caller.user()),
        caller.key() == null ? null : key(caller, caller.key()),
        caller.session(),
        grants.specs(caller.rights()));
  }

  private static CallerView.KeyName key(Caller caller, KeyId key) {
    List<?> expiry =
        Panache.getEntityManager()
            .createNativeQuery("select expires_at from access_key where id = ?1", Instant.class)
            .setParameter(1, key.uuid())
            .getResultList();
    List<CallerView.Limit> limits =
        caller.windows() == null
            ? List.of()
            : caller.windows().limits().stream()
                .map(one -> new CallerView.Limit(one.requests(), one.seconds(), one.remaining()))
                .toList();
    return new CallerView.KeyName(
        key,
        caller.actor().name(),
        caller.actor().hint(),
        expiry.isEmpty() ? null : (Instant) expiry.getFirst(),
        limits);
  }

  /** One's own, or those of another user where one may see them. */
  List<SessionView> list(@Nullable UserId user) {
    Caller caller = access.caller();
    MemberId member = caller.member();
    boolean others = user != null && !user.equals(caller.user());
    if (others || caller.key() != null) {
      access.requireEverywhere(Scope.SESSION_READ);
    }
    if (others && user != null) {
      member = members.member(user).orElseThrow(Problem::notFound);
    }
    return Session.live(caller.account(), member, clock.instant()).stream()
        .map(session -> SessionView.of(session, caller.session()))
        .toList();
  }

  /** Ends the session that asks. @throws Problem 404 when a key asks, which has none */
  void logout() {
    SessionId current = access.caller().session();
    if (current == null) {
      throw Problem.notFound();
    }
    end(current);
  }

  /** Ends one's own session, or that of another user where one may. */
  void end(SessionId id) {
    Caller caller = access.caller();
    Session session = Session.named(caller.account(), id.uuid()).orElseThrow(Problem::notFound);
    boolean own = session.ownerId.equals(caller.member().uuid()) && caller.key() == null;
    if (!own) {
      if (!caller.rights().allowsEverywhere(Scope.SESSION_READ)) {
        throw Problem.notFound();
      }
      access.requireEverywhere(Scope.SESSION_DELETE);
    }
    endings.end(session, caller.actor());
  }

  /**
   * Ends all sessions of a user in this account, where one may; or one's own, but not the one that
   * asks.
   */
  void endAll(@Nullable UserId user) {
    Caller caller = access.caller();
    if (user == null || (user.equals(caller.user()) && caller.key() == null)) {
      if (caller.session() == null) {
        throw AccessProblems.sessionNeeded();
      }
      endings.all(caller.account(), caller.member(), caller.session(), caller.actor());
      users.endTokens(Objects.requireNonNull(caller.user()));
      return;
    }
    access.requireEverywhere(Scope.SESSION_DELETE);
    MemberId member = members.member(user).orElseThrow(Problem::notFound);
    endings.all(caller.account(), member, null, caller.actor());
    users.endTokens(user);
  }

  /**
   * A session of the same user in another account, in place of this one; it ends no later.
   *
   * @throws Problem 404 when he is no active member there
   */
  SessionStart.Begun change(AccountId account) {
    Caller caller = access.caller();
    UserId user = caller.user();
    if (caller.session() == null || user == null) {
      throw AccessProblems.sessionNeeded();
    }
    Session old =
        Session.named(caller.account(), caller.session().uuid()).orElseThrow(Problem::notFound);
    MemberId member = users.membership(user, account).orElseThrow(Problem::notFound);
    UserView person = members.user(user);
    endings.end(old, caller.actor());
    return start.begin(
        new SessionStart.Who(account, user, member, NoAddress.shown(person.email(), person.name())),
        new SessionStart.Proof(old.method, old.issuer, old.externalSession),
        new SessionStart.Terms(null, old.expiresAt));
  }
}
