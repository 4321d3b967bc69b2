package dev.belfry.access.sso;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import dev.belfry.access.Access;
import dev.belfry.access.Caller;
import dev.belfry.platform.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Logouts that the provider tells us of, and those that we tell the provider of. */
@ApplicationScoped
class ProviderLogout {
  /** As long as a login that was begun before may take to come back. */
  private static final Duration REMEMBERED = Duration.ofHours(1);

  private final SsoSettings settings;
  private final OpenIdProvider provider;
  private final LogoutTokens tokens;
  private final ExternalSessions sessions;
  private final SpentValues spent;
  private final Access access;
  private final InstantSource clock;

  ProviderLogout(
      SsoSettings settings,
      OpenIdProvider provider,
      LogoutTokens tokens,
      ExternalSessions sessions,
      SpentValues spent,
      Access access,
      InstantSource clock) {
    this.settings = settings;
    this.provider = provider;
    this.tokens = tokens;
    this.sessions = sessions;
    this.spent = spent;
    this.access = access;
    this.clock = clock;
  }

  /**
   * @throws Problem 400 when the token is not good or was used before
   */
  void backChannel(@Nullable String token) {
    settings.requireLogin();
    if (token == null || token.isEmpty()) {
      throw SsoProblems.badLogout("The form has no logout_token.");
    }
    LogoutTokens.Leaving leaving = tokens.read(token);
    String id = leaving.issuer() + "\n" + leaving.id();
    if (spent.isSpent("jti", id)) {
      throw SsoProblems.badLogout("It was used before.");
    }
    String session = leaving.session();
    if (session != null) {
      // A login that is just coming back with this session looks for it after it has begun ours.
      spent.spend("sid", leaving.issuer() + "\n" + session, clock.instant().plus(REMEMBERED));
    }
    sessions.endAll(leaving.issuer(), leaving.subject(), session);
    // Last: a provider that got no answer may send it again.
    spent.spend("jti", id, leaving.until());
  }

  /** Ends the session that asks; says where the browser ends that of the provider. */
  @Nullable URI leave() {
    settings.requireLogin();
    Caller caller = access.caller();
    if (caller.session() == null) {
      throw Problem.notFound();
    }
    sessions.end(caller.account(), caller.session(), caller.actor());
    URI place = provider.metadata().getEndSessionEndpointURI();
    return place == null
        ? null
        : new LogoutRequest(
                place, null, null, settings.client(), settings.home(), (State) null, null)
            .toURI();
  }
}
