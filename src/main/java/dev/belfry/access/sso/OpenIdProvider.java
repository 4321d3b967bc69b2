package dev.belfry.access.sso;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import dev.belfry.platform.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URL;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What the provider says of itself (OpenID Connect Discovery 1.0), asked when it is first needed,
 * and the keys by which it signs, asked again when it signs by one that is not known.
 */
@ApplicationScoped
class OpenIdProvider {
  private static final Logger LOG = Logger.getLogger(OpenIdProvider.class);
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final long KEYS_LIVE_MILLIS = TimeUnit.MINUTES.toMillis(5);
  private static final long KEYS_PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(10);
  private static final long KEYS_PAUSE_MILLIS = TimeUnit.SECONDS.toMillis(10);

  private final SsoSettings settings;
  private final ProviderWire wire;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile @Nullable Known known;
  private volatile boolean keysWereRead;
  private volatile long failedAt = System.nanoTime() - PAUSE_NANOS;

  OpenIdProvider(SsoSettings settings, ProviderWire wire) {
    this.settings = settings;
    this.wire = wire;
  }

  private record Known(OIDCProviderMetadata metadata, JWKSource<SecurityContext> keys) {}

  /**
   * @throws Problem 503 when the provider is away or is not the one that is set
   */
  OIDCProviderMetadata metadata() {
    return known().metadata();
  }

  /** Keys of the provider alone, for the algorithms that are set; what a token brings is unread. */
  JWSKeySelector<SecurityContext> keys() {
    return new JWSVerificationKeySelector<>(settings.algorithms(), known().keys());
  }

  /**
   * Whether a token named a key that the provider did not have a moment ago, when it was asked
   * last; it is not asked again for each such token. Else the provider's keys could not be read.
   */
  boolean isUnknownKey(KeySourceException e) {
    return e instanceof RateLimitReachedException && keysWereRead;
  }

  private Resource readKeys(URL place) throws IOException {
    keysWereRead = false;
    Resource keys = wire.retrieveResource(place);
    keysWereRead = true;
    return keys;
  }

  private Known known() {
    Known found = known;
    return found == null ? ask() : found;
  }

  private Known ask() {
    asking.lock();
    try {
      Known found = known;
      if (found != null) {
        return found;
      }
      if (System.nanoTime() - failedAt < PAUSE_NANOS) {
        throw SsoProblems.away();
      }
      Known asked = discover();
      known = asked;
      return asked;
    } catch (IOException | GeneralException e) {
      failedAt = System.nanoTime();
      LOG.warnf("the provider of single sign-on could not be asked: %s", e);
      throw SsoProblems.away();
    } finally {
      asking.unlock();
    }
  }

  private Known discover() throws IOException, GeneralException {
    URL place = OIDCProviderMetadata.resolveURL(settings.issuer());
    OIDCProviderMetadata metadata =
        OIDCProviderMetadata.parse(wire.retrieveResource(place).getContent());
    if (!settings.issuer().equals(metadata.getIssuer())) {
      throw new IOException("it calls itself " + metadata.getIssuer());
    }
    if (metadata.getAuthorizationEndpointURI() == null
        || metadata.getTokenEndpointURI() == null
        || !ProviderUrl.isSafe(metadata.getAuthorizationEndpointURI())) {
      throw new IOException("it names no endpoints that can be used");
    }
    return new Known(
        metadata,
        JWKSourceBuilder.<SecurityContext>create(metadata.getJWKSetURI().toURL(), this::readKeys)
            .cache(KEYS_LIVE_MILLIS, KEYS_PATIENCE_MILLIS)
            .refreshAheadCache(false)
            .rateLimited(KEYS_PAUSE_MILLIS)
            .build());
  }
}
