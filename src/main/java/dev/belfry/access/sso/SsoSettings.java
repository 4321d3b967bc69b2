package dev.belfry.access.sso;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.start.SettingsCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The settings as they are used; a half-made set of them refuses the start, without any network.
 */
@ApplicationScoped
class SsoSettings implements SettingsCheck {
  private final SsoConfig config;

  SsoSettings(SsoConfig config) {
    this.config = config;
  }

  @Override
  public List<String> wrongSettings() {
    List<String> wrong = new ArrayList<>();
    if (hasLogin()) {
      refuseUnless(wrong, config.clientSecret().isPresent(), "client-secret is missing");
      refuseUnless(
          wrong,
          config.publicUrl().filter(SsoSettings::isBase).isPresent(),
          "public-url must be https (or http on localhost), without a path");
    }
    if (hasLogin() || hasTokens()) {
      refuseUnless(
          wrong,
          config.issuer().filter(SsoSettings::isSafe).isPresent(),
          "issuer must be https, or http on localhost");
      refuseUnless(wrong, !config.algorithms().isEmpty(), "algorithms names none");
      config.algorithms().stream()
          .filter(name -> !isKeyPair(JWSAlgorithm.parse(name)))
          .forEach(name -> refuseUnless(wrong, false, noKeyPair(name)));
    }
    refuseUnless(
        wrong,
        config.jwt().audience().isEmpty() || !config.jwt().audience().equals(config.clientId()),
        "jwt.audience must not be the client-id, for which ID tokens are meant");
    refuseUnless(
        wrong,
        !config.only() || hasLogin() || config.proxy().networks().isPresent(),
        "only is set, and there is no other login than by password");
    return wrong;
  }

  private static void refuseUnless(List<String> wrong, boolean right, String why) {
    if (!right) {
      wrong.add("belfry.access.sso." + why);
    }
  }

  private static boolean isSafe(String url) {
    try {
      return ProviderUrl.isSafe(URI.create(url));
    } catch (IllegalArgumentException notUrl) {
      return false;
    }
  }

  private static boolean isBase(String url) {
    return isSafe(url)
        && URI.create(url).getRawPath().isEmpty()
        && URI.create(url).getRawQuery() == null;
  }

  private static boolean isKeyPair(JWSAlgorithm algorithm) {
    return JWSAlgorithm.Family.RSA.contains(algorithm)
        || JWSAlgorithm.Family.EC.contains(algorithm);
  }

  private static String noKeyPair(String name) {
    return "algorithms names " + name + ", which is none of RS, PS and ES";
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
      named.add(JWSAlgorithm.parse(name));
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
