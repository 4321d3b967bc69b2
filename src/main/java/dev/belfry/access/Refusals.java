package dev.belfry.access;

import dev.belfry.access.grant.Scope;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Subject;
import dev.belfry.platform.http.RequestTrace;
import dev.belfry.platform.time.CountedLine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jboss.logging.Logger;

/**
 * Keeps account of refused calls: those of somebody we know as events, the others as a number a
 * minute.
 */
@ApplicationScoped
class Refusals {
  private static final Logger LOG = Logger.getLogger(Refusals.class);

  private final Event<CallRefused> events;
  private final RequestTrace trace;
  private final InstantSource clock;
  private final CountedLine strangers;

  Refusals(Event<CallRefused> events, RequestTrace trace, InstantSource clock) {
    this.events = events;
    this.trace = trace;
    this.clock = clock;
    this.strangers = new CountedLine(LOG, "calls with unknown credentials refused", clock);
  }

  /** Over a limit: that happens to the best, and is no event. */
  void limited() {
    trace.refused("rate_limited");
  }

  void malformed() {
    stranger();
  }

  void invalid(Identity identity) {
    if (identity.account() == null) {
      stranger();
      return;
    }
    of(identity, "credential_" + identity.state().name().toLowerCase(Locale.ROOT));
  }

  /** Somebody who is good, but not in this way. */
  void of(Identity identity, String reason) {
    fire(identity, subject(identity), reason);
  }

  void wrongType(Identity identity, String route) {
    fire(identity, new Subject("route", null, route, null), "wrong_key_type");
  }

  /** What the caller wanted to hand out without having it: scopes, or pointers into the body. */
  void escalation(Caller caller, List<String> missing) {
    events.fire(
        new CallRefused(
            caller.account(),
            caller.actor(),
            new Subject("scope", null, String.join(" ", missing), null),
            clock.instant(),
            "escalation_denied"));
  }

  private static Subject subject(Identity identity) {
    Identity.Key key = identity.key();
    return key == null
        ? new Subject("session", null, null, null)
        : Subject.of("key", key.id(), key.name());
  }

  private void fire(Identity identity, Subject subject, String reason) {
    AccountId account = identity.account();
    if (account != null) {
      events.fire(new CallRefused(account, identity.actor(), subject, clock.instant(), reason));
    }
  }

  void lacks(Identity identity, Scope scope, String route) {
    fire(
        identity,
        new Subject("route", null, route + " needs " + scope.text(), null),
        "scope_missing");
  }

  /**
   * The caller may do this, but not to that thing; the transaction in which it was found is rolled
   * back.
   */
  void outOfReach(Caller caller, Scope scope) {
    events.fire(
        new CallRefused(
            caller.account(),
            caller.actor(),
            new Subject("scope", null, scope.text(), null),
            clock.instant(),
            "out_of_reach"));
  }

  private void stranger() {
    strangers.happened();
  }
}
