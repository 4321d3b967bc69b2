package dev.belfry.access.sso;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.start.StartRefusedException;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The settings as they are used; a half-made set of them refuses the start, without any network.
 */
@ApplicationScoped
class SsoSettings {
  private static final int EARLY = 1;
  private final SsoConfig config;

  SsoSettings(SsoConfig config) {
    this.config = config;
  }

  void check(@Observes @Priority(EARLY) StartupEvent start) {
    if (hasLogin()) {
      refuseUnless(config.clientSecret().isPresent(), "client-secret is missing");
      refuseUnless(config.publicUrl().isPresent(), "public-url is missing");
      URI url = URI.create(config.publicUrl().orElse(""));
      refuseUnless(
          ProviderUrl.isSafe(url) && url.getRawPath().isEmpty() && url.getRawQuery() == null,
          "public-url must be https (or http on localhost), without a path");
    }
    if (hasLogin() || hasTokens()) {
      refuseUnless(config.issuer().isPresent(), "issuer is missing");
      refuseUnless(
          ProviderUrl.isSafe(URI.create(config.issuer().orElse(""))),
          "issuer must be https, or http on localhost");
      refuseUnless(!algorithms().isEmpty(), "algorithms names none");
    }
    refuseUnless(
        config.jwt().audience().isEmpty() || !config.jwt().audience().equals(config.clientId()),
        "jwt.audience must not be the client-id, for which ID tokens are meant");
    refuseUnless(
        !config.only() || hasLogin() || config.proxy().networks().isPresent(),
        "only is set, and there is no other login than by password");
  }

  private static void refuseUnless(boolean right, String why) {
    if (!right) {
      throw new StartRefusedException("belfry.access.sso." + why + ".");
    }
  }

  boolean hasLogin() {
    return config.clientId().isPresent();
  }

  boolean hasTokens() {
    return config.jwt().audience().isPresent();
  }

  /**
   * @throws Problem 404 where the login by a provider is off
   */
  void requireLogin() {
    if (!hasLogin()) {
      throw Problem.notFound();
    }
  }

  Issuer issuer() {
    return new Issuer(text(config.issuer()));
  }

  ClientID client() {
    return new ClientID(text(config.clientId()));
  }

  Secret secret() {
    return new Secret(text(config.clientSecret()));
  }

  URI callback() {
    return URI.create(text(config.publicUrl()) + "/v1/sso/callback");
  }

  /** Where somebody goes who has logged out. */
  URI home() {
    return at("/");
  }

  /** A path of ours, as browsers see it. */
  URI at(String path) {
    return URI.create(text(config.publicUrl()) + path);
  }

  /** Whether browsers come by https. */
  boolean secure() {
    return text(config.publicUrl()).startsWith("https:");
  }

  /** Signatures by key pairs only: with a shared secret our own public knowledge would sign. */
  Set<JWSAlgorithm> algorithms() {
    Set<JWSAlgorithm> named = new LinkedHashSet<>();
    for (String name : config.algorithms()) {
      JWSAlgorithm algorithm = JWSAlgorithm.parse(name);
      refuseUnless(
          JWSAlgorithm.Family.RSA.contains(algorithm) || JWSAlgorithm.Family.EC.contains(algorithm),
          "algorithms names " + name + ", which is none of RS, PS and ES");
      named.add(algorithm);
    }
    return named;
  }

  int skewSeconds() {
    return (int) config.clockSkew().toSeconds();
  }

  private static String text(Optional<String> setting) {
    return setting.orElseThrow(Problem::notFound);
  }
}
