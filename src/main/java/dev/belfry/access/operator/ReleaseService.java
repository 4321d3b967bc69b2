package dev.belfry.access.operator;

import dev.belfry.access.Access;
import dev.belfry.access.AccessProblems;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.people.Member;
import dev.belfry.access.people.MemberChanged;
import dev.belfry.access.people.MemberDeleted;
import dev.belfry.access.people.MemberDirectory;
import dev.belfry.access.people.MemberStore;
import dev.belfry.access.people.Narrowing;
import dev.belfry.access.people.Operators;
import dev.belfry.access.people.UserId;
import dev.belfry.access.session.SessionEndings;
import dev.belfry.platform.database.Accounts;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.Subject;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Undoes an identity that holds an address which is not its own. */
@ApplicationScoped
class ReleaseService {
  private final Access access;
  private final Operators operators;
  private final Identities identities;
  private final Accounts accounts;
  private final MemberDirectory directory;
  private final MemberStore store;
  private final Narrowing narrowing;
  private final SessionEndings sessions;
  private final Event<MemberDeleted> deleted;
  private final Event<MemberChanged> changed;
  private final InstantSource clock;

  ReleaseService(
      Access access,
      Operators operators,
      Identities identities,
      Accounts accounts,
      MemberDirectory directory,
      MemberStore store,
      Narrowing narrowing,
      SessionEndings sessions,
      Event<MemberDeleted> deleted,
      Event<MemberChanged> changed,
      InstantSource clock) {
    this.access = access;
    this.operators = operators;
    this.identities = identities;
    this.accounts = accounts;
    this.directory = directory;
    this.store = store;
    this.narrowing = narrowing;
    this.sessions = sessions;
    this.deleted = deleted;
    this.changed = changed;
    this.clock = clock;
  }

  /**
   * First nobody can sign in as him any more, then he leaves each account by itself; said again, it
   * goes on where it stopped.
   *
   * @throws Problem 404 for who is no operator and for an unknown user, 409 for oneself, and where
   *     an account would be left without an admin
   */
  void release(UserId user, Release wanted) {
    QuarkusTransaction.requiringNew().run(() -> requireOperator(user));
    Identities.Known known = identities.find(user).orElseThrow(Problem::notFound);
    if (wanted.sparesAdmins() && known.lastAdminOf() > 0) {
      throw Problem.of(
          ProblemType.CONFLICT,
          "In "
              + known.lastAdminOf()
              + " accounts nobody else may do everything. Send leave_without_admin: true to leave"
              + " them so.");
    }
    Instant now = clock.instant();
    identities.close(user, now);
    AccountId own = access.account();
    Actor operator = access.actor();
    Actor actor = Operators.withoutName(operator);
    for (AccountId account : known.accounts()) {
      accounts.in(
          account,
          () -> {
            directory
                .find(account, user)
                .ifPresent(member -> leave(account, member, subject(user, member), actor));
            if (!account.equals(own)) {
              fire(account, actor, user, now);
            }
            return user;
          });
    }
    accounts.in(
        own,
        () -> {
          fire(own, operator, user, now);
          return user;
        });
  }

  private void requireOperator(UserId user) {
    operators.require(Scope.INSTALLATION_UPDATE);
    if (access.caller().session() == null) {
      throw AccessProblems.sessionNeeded();
    }
    if (user.equals(access.caller().user())) {
      throw Problem.of(ProblemType.CONFLICT, "Nobody releases his own address.");
    }
  }

  private static Subject subject(UserId user, Member member) {
    return Subject.of("user", user, member.name());
  }

  private void leave(AccountId account, Member member, Subject subject, Actor actor) {
    Instant now = clock.instant();
    narrowing.leavesAdmin(
        account,
        List.of(member.id()),
        () -> {
          deleted.fire(new MemberDeleted(account, actor, subject, now, member.id(), null));
          sessions.all(account, member.id(), null, actor);
          store.delete(account, member, now);
        });
  }

  private void fire(AccountId account, Actor actor, UserId user, Instant now) {
    changed.fire(
        new MemberChanged(account, actor, Subject.of("user", user, null), now, "user.released"));
  }
}
