package dev.belfry.access;

import dev.belfry.access.credential.Credential;
import dev.belfry.access.credential.CredentialReader;
import dev.belfry.access.credential.ForgeryDefence;
import dev.belfry.access.credential.SessionId;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.usage.UsageBook;
import dev.belfry.platform.database.Binding;
import dev.belfry.platform.http.RequestTrace;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The gate of the API: on the method that was matched, never on the text of a path. It finds the
 * one credential, asks the database who that is, compares with what the method says it needs, and
 * binds what follows to the caller's account.
 */
@Provider
@Priority(Priorities.AUTHENTICATION)
class AccessFilter implements ContainerRequestFilter {
  private final ResourceInfo resource;
  private final CredentialReader reader;
  private final Gatekeeper gatekeeper;
  private final Refusals refusals;
  private final UsageBook usage;
  private final FirstUses firstUses;
  private final Access access;
  private final Binding binding;
  private final RequestTrace trace;
  private final PlainHttp plainHttp;
  private final Map<Method, RouteRule> rules = new ConcurrentHashMap<>();
  private final Map<Method, String> templates = new ConcurrentHashMap<>();

  AccessFilter(
      ResourceInfo resource,
      CredentialReader reader,
      Gatekeeper gatekeeper,
      Refusals refusals,
      UsageBook usage,
      FirstUses firstUses,
      Access access,
      Binding binding,
      RequestTrace trace,
      PlainHttp plainHttp) {
    this.resource = resource;
    this.reader = reader;
    this.gatekeeper = gatekeeper;
    this.refusals = refusals;
    this.usage = usage;
    this.firstUses = firstUses;
    this.access = access;
    this.binding = binding;
    this.trace = trace;
    this.plainHttp = plainHttp;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Method method = resource.getResourceMethod();
    String template = templates.computeIfAbsent(method, RouteRule::template);
    trace.routed(template);
    RouteRule rule = rules.computeIfAbsent(method, RouteRule::of);
    Optional<Credential> credential = reader.read(request);
    boolean readable = plainHttp.refuses(request);
    if (rule instanceof RouteRule.Anybody) {
      if (readable) {
        throw AccessProblems.plainHttp();
      }
      ForgeryDefence.checkOpen(request);
      return;
    }
    UsageBook.Visit visit = new UsageBook.Visit(request.getMethod(), template, scope(rule));
    Identity identity = identify(credential, visit, request, readable);
    firstUses.note(identity);
    requireRule(identity, visit);
    admit(identity, credential.orElseThrow(), request);
  }

  private Identity identify(
      Optional<Credential> credential,
      UsageBook.Visit visit,
      ContainerRequestContext request,
      boolean readable) {
    if (credential.isEmpty()) {
      throw readable ? AccessProblems.plainHttp() : AccessProblems.missing();
    }
    credential.get().hint().ifPresent(trace::called);
    if (credential.get() instanceof Credential.SessionToken session && session.byCookie()) {
      ForgeryDefence.check(request);
    }
    Identity identity = gatekeeper.identify(credential.get(), trace.address());
    usage.identified(identity, visit);
    gatekeeper.require(identity, trace.address());
    if (readable) {
      refusals.of(identity, "plain_http");
      throw AccessProblems.plainHttp();
    }
    return identity;
  }

  private void requireRule(Identity identity, UsageBook.Visit visit) {
    Identity.Key key = identity.key();
    Optional<Scope> only = key == null ? Optional.empty() : key.type().only();
    Scope needed = visit.scope();
    String route = visit.verb() + " " + visit.route();
    if (only.isPresent() && only.get() != needed) {
      refusals.wrongType(identity, route);
      throw AccessProblems.wrongType(only.get());
    }
    if (needed != null && !identity.rights().allows(needed)) {
      refusals.lacks(identity, needed, route);
      throw AccessProblems.lacks(needed);
    }
  }

  private static @Nullable Scope scope(RouteRule rule) {
    return rule instanceof RouteRule.Needs needs ? needs.scope() : null;
  }

  private void admit(Identity identity, Credential credential, ContainerRequestContext request) {
    Identity.Versions versions = Objects.requireNonNull(identity.versions());
    Identity.Owner owner = Objects.requireNonNull(identity.owner());
    Identity.Key key = identity.key();
    var account = Objects.requireNonNull(identity.account());
    SessionId session = versions.session() == null ? null : new SessionId(versions.session());
    access.calledBy(
        new Caller(
            account,
            identity.actor(),
            identity.rights(),
            owner.user(),
            owner.member(),
            key == null ? null : key.id(),
            session,
            identity.windows()),
        versions,
        credential);
    trace.called(called(identity));
    if (ForgeryDefence.isSafe(request.getMethod())) {
      binding.to(account);
    } else {
      binding.guarded(account, new AccessGuard(versions, false));
    }
  }

  private static String called(Identity identity) {
    Identity.Key key = identity.key();
    String session = identity.actor().session();
    return key != null
        ? key.hint()
        : session != null ? session : "token of " + identity.actor().id();
  }
}
