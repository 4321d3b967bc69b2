package dev.belfry.access.sso;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationErrorResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import dev.belfry.platform.seal.Pepper;
import dev.belfry.platform.seal.Sealer;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The authorization code flow of OpenID Connect with PKCE (RFC 7636), state and nonce, and the
 * issuer in the answer where the provider gives it (RFC 9207).
 */
@ApplicationScoped
class CodeFlow {
  static final Duration PATIENCE = Duration.ofMinutes(10);

  private final SsoSettings settings;
  private final SsoConfig config;
  private final OpenIdProvider provider;
  private final TokenExchange tokens;
  private final SpentValues spent;
  private final Sealer sealer;
  private final InstantSource clock;

  CodeFlow(
      SsoSettings settings,
      SsoConfig config,
      OpenIdProvider provider,
      TokenExchange tokens,
      SpentValues spent,
      Sealer sealer,
      InstantSource clock) {
    this.settings = settings;
    this.config = config;
    this.provider = provider;
    this.tokens = tokens;
    this.spent = spent;
    this.sealer = sealer;
    this.clock = clock;
  }

  /**
   * @param to where the browser goes now
   * @param attempt what it keeps for the way back
   */
  record Begun(URI to, String attempt) {}

  Begun begin(String next) {
    LoginAttempt attempt =
        new LoginAttempt(
            new State(), new Nonce(), new CodeVerifier(), clock.instant().plus(PATIENCE), next);
    URI to =
        new AuthenticationRequest.Builder(
                ResponseType.CODE,
                new Scope(config.scopes().toArray(String[]::new)),
                settings.client(),
                settings.callback())
            .endpointURI(provider.metadata().getAuthorizationEndpointURI())
            .state(attempt.state())
            .nonce(attempt.nonce())
            .codeChallenge(attempt.verifier(), CodeChallengeMethod.S256)
            .build()
            .toURI();
    return new Begun(to, attempt.sealed(sealer));
  }

  /** Who came back, and where he wanted to go. */
  record Finished(ProvenPerson person, String next) {}

  /**
   * @param answer the query parameters with which the browser came back
   * @throws dev.belfry.platform.problem.Problem 400 when this is not the end of a login that this
   *     browser began here, 403 when the provider refuses, 503 when it is away
   */
  Finished finish(Map<String, List<String>> answer, @Nullable String kept) {
    if (kept == null) {
      throw SsoProblems.lost("This browser did not begin it here.");
    }
    LoginAttempt attempt = LoginAttempt.open(sealer, kept, clock.instant());
    AuthenticationSuccessResponse response = understood(answer, attempt);
    if (!spent.spend("state", attempt.state().getValue(), attempt.expiresAt())) {
      throw SsoProblems.lost("It was finished before.");
    }
    return new Finished(
        tokens.exchange(response.getAuthorizationCode(), attempt.verifier(), attempt.nonce()),
        attempt.next());
  }

  private AuthenticationSuccessResponse understood(
      Map<String, List<String>> answer, LoginAttempt attempt) {
    AuthenticationResponse response = parsed(answer);
    State state = response.getState();
    if (state == null || !same(state.getValue(), attempt.state().getValue())) {
      throw SsoProblems.lost("This browser did not begin it here.");
    }
    requireIssuer(response);
    if (response instanceof AuthenticationErrorResponse) {
      throw SsoProblems.refused("The provider of the login said no.");
    }
    AuthenticationSuccessResponse success = response.toSuccessResponse();
    if (success.getAuthorizationCode() == null) {
      throw SsoProblems.lost("The provider's answer has no code.");
    }
    return success;
  }

  private AuthenticationResponse parsed(Map<String, List<String>> answer) {
    if (answer.values().stream().anyMatch(values -> values.size() != 1)) {
      throw SsoProblems.lost("The provider's answer says something twice.");
    }
    try {
      return AuthenticationResponseParser.parse(settings.callback(), answer);
    } catch (ParseException e) {
      throw SsoProblems.lost("The provider's answer cannot be read.");
    }
  }

  private void requireIssuer(AuthenticationResponse response) {
    OIDCProviderMetadata metadata = provider.metadata();
    boolean missing =
        response.getIssuer() == null && metadata.supportsAuthorizationResponseIssuerParam();
    if (missing
        || (response.getIssuer() != null && !response.getIssuer().equals(settings.issuer()))) {
      throw SsoProblems.lost("The answer is not of the provider that was asked.");
    }
  }

  private static boolean same(String one, String other) {
    return Pepper.same(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
