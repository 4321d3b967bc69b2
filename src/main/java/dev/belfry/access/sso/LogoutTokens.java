package dev.belfry.access.sso;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.openid.connect.sdk.claims.LogoutTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.validators.LogoutTokenValidator;
import jakarta.enterprise.context.ApplicationScoped;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reads what a provider says when somebody has left (OpenID Connect Back-Channel Logout 1.0). */
@ApplicationScoped
class LogoutTokens {
  private static final Logger LOG = Logger.getLogger(LogoutTokens.class);
  private static final Duration LONGEST_LIFE = Duration.ofHours(1);

  private final SsoSettings settings;
  private final OpenIdProvider provider;

  LogoutTokens(SsoSettings settings, OpenIdProvider provider) {
    this.settings = settings;
    this.provider = provider;
  }

  /**
   * Who has left.
   *
   * @param session one session at the provider, or null for all of the subject
   * @param id counts once
   */
  record Leaving(
      String issuer,
      @Nullable String subject,
      @Nullable String session,
      String id,
      Instant until) {}

  /**
   * @throws dev.belfry.platform.problem.Problem 400 when it is not good (section 2.6), 503 when the
   *     provider's keys cannot be read
   */
  Leaving read(String text) {
    try {
      JWT token = SignedJWT.parse(text);
      LogoutTokenValidator validator =
          new LogoutTokenValidator(
              settings.issuer(), settings.client(), false, provider.keys(), null);
      validator.setMaxClockSkew(settings.skewSeconds());
      return leaving(validator.validate(token), token);
    } catch (ParseException | BadJOSEException e) {
      LOG.debugf("a logout token was refused: %s", e.getMessage());
      throw SsoProblems.badLogout("It is not a logout token of this provider for this client.");
    } catch (KeySourceException e) {
      throw provider.isUnknownKey(e)
          ? SsoProblems.badLogout("It is signed by a key that is not known.")
          : SsoProblems.away();
    } catch (JOSEException e) {
      throw SsoProblems.badLogout("Its signature cannot be verified.");
    }
  }

  /** The library leaves both to us. By the machine's clock, as it compares those of ID tokens. */
  private boolean isCurrent(Instant issued, Instant end) {
    Instant now = InstantSource.system().instant();
    return !issued.isAfter(now.plusSeconds(settings.skewSeconds()))
        && end.isAfter(now.minusSeconds(settings.skewSeconds()))
        && !end.isAfter(issued.plus(LONGEST_LIFE));
  }

  private Leaving leaving(LogoutTokenClaimsSet claims, JWT token) throws ParseException {
    String subject = claims.getSubject() == null ? null : claims.getSubject().getValue();
    String session = claims.getSessionID() == null ? null : claims.getSessionID().getValue();
    if (subject == null && session == null) {
      throw SsoProblems.badLogout("It names neither a subject nor a session.");
    }
    if (claims.getExpirationTime() == null || claims.getJWTID() == null) {
      throw SsoProblems.badLogout("It has no end or no id.");
    }
    Instant end = claims.getExpirationTime().toInstant();
    Instant issued = claims.getIssueTime().toInstant();
    if (token.getJWTClaimsSet().getClaim("nonce") != null || !isCurrent(issued, end)) {
      throw SsoProblems.badLogout("It has a nonce, or its times are wrong.");
    }
    return new Leaving(
        claims.getIssuer().getValue(),
        subject,
        session,
        claims.getJWTID().getValue(),
        end.plusSeconds(settings.skewSeconds()));
  }
}
