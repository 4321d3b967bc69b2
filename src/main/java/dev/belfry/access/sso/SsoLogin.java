package dev.belfry.access.sso;

import dev.belfry.access.people.MemberId;
import dev.belfry.access.session.SessionStart;
import dev.belfry.platform.database.Accounts;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.event.DomainEvent;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.time.CountedLine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** From somebody who is proven elsewhere to a session of ours. */
@ApplicationScoped
class SsoLogin {
  private static final Logger LOG = Logger.getLogger(SsoLogin.class);
  private final SsoDirectory directory;
  private final SsoMembership memberships;
  private final SessionStart sessions;
  private final SpentValues spent;
  private final ExternalSessions external;
  private final Accounts accounts;
  private final CountedLine refusals;

  SsoLogin(
      SsoDirectory directory,
      SsoMembership memberships,
      SessionStart sessions,
      SpentValues spent,
      ExternalSessions external,
      Accounts accounts,
      InstantSource clock) {
    this.directory = directory;
    this.memberships = memberships;
    this.sessions = sessions;
    this.spent = spent;
    this.external = external;
    this.accounts = accounts;
    this.refusals =
        new CountedLine(LOG, "logins by single sign-on of people who may not enter refused", clock);
  }

  /** A session that has begun, and of whom. */
  record Entered(SsoDirectory.Arrival person, SessionStart.Begun session) {}

  /**
   * Begins a session in the first account that opens anything to him: those of which he was a
   * member come first, by age.
   *
   * @param method such as {@code oidc}
   * @throws dev.belfry.platform.problem.Problem 403 where there is none
   */
  Entered enter(ProvenPerson person, String method) {
    SsoDirectory.Arrival arrival = known(person);
    SessionStart.Who who = null;
    for (AccountId account : arrival.accounts()) {
      Optional<MemberId> member =
          accounts.in(account, () -> memberships.settle(account, arrival, person.groups()));
      if (who == null && member.isPresent()) {
        who = new SessionStart.Who(account, arrival.user(), member.get(), arrival.shown());
      }
    }
    if (who == null) {
      throw refused(arrival);
    }
    return new Entered(arrival, begin(who, arrival, person, method));
  }

  /** Of strangers no account tells; the log counts them. */
  private SsoDirectory.Arrival known(ProvenPerson person) {
    try {
      return directory.arrive(person);
    } catch (Problem e) {
      refusals.happened();
      throw e;
    }
  }

  private SessionStart.Begun begin(
      SessionStart.Who who, SsoDirectory.Arrival arrival, ProvenPerson person, String method) {
    SessionStart.Begun begun =
        sessions.begin(who, new SessionStart.Proof(method, person.issuer(), person.session()));
    String session = person.session();
    if (session != null && spent.isSpent("sid", person.issuer() + "\n" + session)) {
      external.end(who.account(), begun.id(), Actor.SYSTEM);
      throw SsoProblems.refused("You were logged out at the provider meanwhile.");
    }
    note(who.account(), arrival, "sso.login", DomainEvent.Result.DONE);
    return begun;
  }

  private RuntimeException refused(SsoDirectory.Arrival arrival) {
    refusals.happened();
    arrival
        .accounts()
        .forEach(account -> note(account, arrival, "sso.refused", DomainEvent.Result.REFUSED));
    return SsoProblems.unmapped();
  }

  private void note(
      AccountId account, SsoDirectory.Arrival arrival, String action, DomainEvent.Result result) {
    accounts.in(
        account,
        () -> {
          memberships.fire(account, arrival, action, result, List.of());
          return action;
        });
  }
}
