package dev.belfry.access.sso;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.util.DateUtils;
import dev.belfry.access.AccessProblems;
import dev.belfry.access.ForeignTokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.text.ParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens of the provider in the profile of RFC 9068, with the precautions of RFC 8725: the
 * type is at+jwt, so that no ID token passes; the algorithms are those that are set; the keys are
 * those of the provider, whatever the token's header names.
 */
@ApplicationScoped
class AccessTokens implements ForeignTokens {
  private static final Set<String> REQUIRED =
      Set.of("iss", "aud", "exp", "iat", "sub", "client_id", "jti", "scope");

  private final SsoSettings settings;
  private final SsoConfig config;
  private final OpenIdProvider provider;

  AccessTokens(SsoSettings settings, SsoConfig config, OpenIdProvider provider) {
    this.settings = settings;
    this.config = config;
    this.provider = provider;
  }

  @Override
  public Verified verify(String token) {
    if (!settings.hasTokens()) {
      throw AccessProblems.invalid("It is not a credential of Belfry.");
    }
    try {
      SignedJWT parsed = SignedJWT.parse(token);
      return verified(processor().process(parsed, null));
    } catch (KeySourceException e) {
      throw provider.isUnknownKey(e)
          ? AccessProblems.invalid("It is signed by a key that is not known.")
          : SsoProblems.away();
    } catch (ParseException | BadJOSEException | JOSEException e) {
      throw AccessProblems.invalid(
          "It is not an access token of the provider for Belfry, or it has expired.");
    }
  }

  private DefaultJWTProcessor<SecurityContext> processor() {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            new JOSEObjectType("at+jwt"), new JOSEObjectType("application/at+jwt")));
    processor.setJWSKeySelector(provider.keys());
    Claims claims = new Claims(config.jwt().audience().orElseThrow(), settings.issuer().getValue());
    claims.setMaxClockSkew(settings.skewSeconds());
    processor.setJWTClaimsSetVerifier(claims);
    return processor;
  }

  /** The library compares exp and nbf with the clock, and leaves iat alone. */
  private static final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {
    Claims(String audience, String issuer) {
      super(audience, new JWTClaimsSet.Builder().issuer(issuer).build(), REQUIRED);
    }

    @Override
    public void verify(JWTClaimsSet claims, @Nullable SecurityContext context)
        throws BadJWTException {
      super.verify(claims, context);
      if (!DateUtils.isBefore(claims.getIssueTime(), currentTime(), getMaxClockSkew())) {
        throw new BadJWTException("issued in the future");
      }
    }
  }

  private Verified verified(JWTClaimsSet claims) throws ParseException {
    return new Verified(
        claims.getIssuer(),
        claims.getSubject(),
        claims.getIssueTime().toInstant(),
        claims.getExpirationTime().toInstant().plusSeconds(settings.skewSeconds()),
        scopes(claims.getStringClaim("scope")),
        claims.getStringClaim(config.jwt().accountClaim()));
  }

  private static List<String> scopes(String claim) {
    return Arrays.stream(claim.split(" ")).filter(scope -> !scope.isEmpty()).toList();
  }
}
