package dev.belfry.access.sso;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.ClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.belfry.platform.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** From the code that a browser brought to the person whom the provider's ID token proves. */
@ApplicationScoped
class TokenExchange {
  private static final Logger LOG = Logger.getLogger(TokenExchange.class);
  private static final int MOST_GROUPS = 1000;

  private final SsoSettings settings;
  private final SsoConfig config;
  private final OpenIdProvider provider;
  private final ProviderWire wire;

  TokenExchange(
      SsoSettings settings, SsoConfig config, OpenIdProvider provider, ProviderWire wire) {
    this.settings = settings;
    this.config = config;
    this.provider = provider;
    this.wire = wire;
  }

  /**
   * @throws Problem 403 when the code or the ID token is not good, 503 when the provider is away
   */
  ProvenPerson exchange(AuthorizationCode code, CodeVerifier verifier, Nonce nonce) {
    try {
      OIDCTokens tokens = tokens(code, verifier);
      IDTokenValidator validator =
          new IDTokenValidator(settings.issuer(), settings.client(), provider.keys(), null);
      validator.setMaxClockSkew(settings.skewSeconds());
      IDTokenClaimsSet claims = validator.validate(tokens.getIDToken(), nonce);
      return person(claims, tokens.getAccessToken());
    } catch (KeySourceException e) {
      throw provider.isUnknownKey(e)
          ? SsoProblems.refused("What the provider says of you is signed by a key that is not its.")
          : SsoProblems.away();
    } catch (BadJOSEException e) {
      LOG.warnf("an ID token was refused: %s", e.getMessage());
      throw SsoProblems.refused("What the provider says of you cannot be believed.");
    } catch (JOSEException | IOException | ParseException e) {
      LOG.warnf("the provider of single sign-on could not be asked: %s", e);
      throw SsoProblems.away();
    }
  }

  private OIDCTokens tokens(AuthorizationCode code, CodeVerifier verifier)
      throws IOException, ParseException {
    TokenRequest request =
        new TokenRequest.Builder(
                provider.metadata().getTokenEndpointURI(),
                proof(provider.metadata()),
                new AuthorizationCodeGrant(code, settings.callback(), verifier))
            .build();
    TokenResponse response = OIDCTokenResponseParser.parse(request.toHTTPRequest().send(wire));
    if (response instanceof OIDCTokenResponse good) {
      return good.getOIDCTokens();
    }
    ErrorObject error = response.toErrorResponse().getErrorObject();
    if (OAuth2Error.INVALID_GRANT.equals(error)) {
      throw SsoProblems.refused("The provider does not take the code: it was used, or is too old.");
    }
    throw new IOException("it answered the code with the error " + error.getCode());
  }

  /** Basic is what every provider must know (RFC 6749, section 2.3.1), unless it says otherwise. */
  private ClientAuthentication proof(OIDCProviderMetadata metadata) {
    List<ClientAuthenticationMethod> methods = metadata.getTokenEndpointAuthMethods();
    return methods == null || methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
        ? new ClientSecretBasic(settings.client(), settings.secret())
        : new ClientSecretPost(settings.client(), settings.secret());
  }

  /** Some providers keep ID tokens small, and tell of groups and address only when asked. */
  private ProvenPerson person(IDTokenClaimsSet token, AccessToken access)
      throws IOException, ParseException {
    ClaimsSet told = token;
    URI place = provider.metadata().getUserInfoEndpointURI();
    if (token.getClaim(config.groupsClaim()) == null && place != null) {
      told = userInfo(place, access, token);
    }
    String email = told.getStringClaim("email");
    boolean verified = Boolean.TRUE.equals(told.getBooleanClaim("email_verified"));
    return new ProvenPerson(
        token.getIssuer().getValue(),
        token.getSubject().getValue(),
        verified ? email : null,
        told.getStringClaim("name"),
        groups(told),
        token.getSessionID() == null ? null : token.getSessionID().getValue());
  }

  private ClaimsSet userInfo(URI place, AccessToken access, IDTokenClaimsSet token)
      throws IOException, ParseException {
    UserInfoResponse response =
        UserInfoResponse.parse(new UserInfoRequest(place, access).toHTTPRequest().send(wire));
    UserInfo info = response.indicatesSuccess() ? response.toSuccessResponse().getUserInfo() : null;
    if (info == null || !info.getSubject().equals(token.getSubject())) {
      throw new IOException("it does not tell of the person whom its ID token names");
    }
    return info;
  }

  private Set<String> groups(ClaimsSet told) {
    Object claim = told.getClaim(config.groupsClaim());
    Set<String> groups = new LinkedHashSet<>();
    for (Object one : claim instanceof List<?> list ? list : listed(claim)) {
      if (one instanceof String group && groups.size() < MOST_GROUPS) {
        groups.add(group);
      }
    }
    return groups;
  }

  private static List<?> listed(@Nullable Object claim) {
    return claim == null ? List.of() : List.of(claim);
  }
}
