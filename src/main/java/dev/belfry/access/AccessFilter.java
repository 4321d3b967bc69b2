package dev.belfry.access;

import dev.belfry.platform.database.Binding;
import dev.belfry.platform.http.RequestTrace;
import dev.belfry.platform.problem.Problem;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The gate of the API: on the method that was matched, never on the text of a path. It finds the
 * one credential, asks the database who that is, compares with what the method says it needs, and
 * binds what follows to the caller's account.
 */
@Provider
@Priority(Priorities.AUTHENTICATION)
class AccessFilter implements ContainerRequestFilter {
  private final ResourceInfo resource;
  private final Authenticator authenticator;
  private final Refusals refusals;
  private final UsageBook usage;
  private final Access access;
  private final Binding binding;
  private final RequestTrace trace;
  private final Map<Method, RouteRule> rules = new ConcurrentHashMap<>();
  private final Map<Method, String> templates = new ConcurrentHashMap<>();

  AccessFilter(
      ResourceInfo resource,
      Authenticator authenticator,
      Refusals refusals,
      UsageBook usage,
      Access access,
      Binding binding,
      RequestTrace trace) {
    this.resource = resource;
    this.authenticator = authenticator;
    this.refusals = refusals;
    this.usage = usage;
    this.access = access;
    this.binding = binding;
    this.trace = trace;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Method method = resource.getResourceMethod();
    String template = templates.computeIfAbsent(method, RouteRule::template);
    trace.routed(template);
    RouteRule rule = rules.computeIfAbsent(method, RouteRule::of);
    Optional<Credential> credential = CredentialReader.read(request);
    if (rule instanceof RouteRule.Anybody) {
      return;
    }
    Identity identity = identify(credential.orElseThrow(AccessProblems::missing), request);
    admit(identity, request);
    if (rule instanceof RouteRule.Needs needs && !identity.rights().allows(needs.scope())) {
      refusals.lacks(identity, needs.scope(), request.getMethod() + " " + template);
      throw AccessProblems.lacks(needs.scope());
    }
  }

  private Identity identify(Credential credential, ContainerRequestContext request) {
    credential.hint().ifPresent(trace::called);
    if (!credential.wellFormed()) {
      refusals.malformed();
      throw AccessProblems.invalid(
          "It is not a credential of Belfry: its form or its checksum is wrong.");
    }
    if (credential instanceof Credential.SessionToken session && session.byCookie()) {
      ForgeryDefence.check(request);
    }
    Identity identity = authenticator.identify(credential);
    if (identity.state() != Identity.State.OK) {
      throw refused(identity);
    }
    return identity;
  }

  private Problem refused(Identity identity) {
    refusals.invalid(identity);
    return AccessProblems.invalid(
        switch (identity.state()) {
          case REVOKED -> "The credential was revoked.";
          case EXPIRED -> "The credential has expired.";
          case DISABLED -> "The credential, its owner or its account is disabled.";
          case UNKNOWN, OK -> "The credential is not known.";
        });
  }

  private void admit(Identity identity, ContainerRequestContext request) {
    Identity.Versions versions = java.util.Objects.requireNonNull(identity.versions());
    Identity.User user = java.util.Objects.requireNonNull(identity.user());
    Identity.Key key = identity.key();
    var account = java.util.Objects.requireNonNull(identity.account());
    SessionId session = versions.session() == null ? null : new SessionId(versions.session());
    access.calledBy(
        new Caller(
            account,
            identity.actor(),
            identity.rights(),
            user.id(),
            user.member(),
            key == null ? null : key.id(),
            session));
    trace.called(key == null ? String.valueOf(identity.actor().session()) : key.hint());
    if (ForgeryDefence.isSafe(request.getMethod())) {
      binding.to(account);
    } else {
      binding.guarded(account, new AccessGuard(versions));
    }
    usage.used(versions, trace.address());
  }
}
