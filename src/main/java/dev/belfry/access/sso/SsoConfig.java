package dev.belfry.access.sso;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Single sign-on; off as long as nothing is set. */
@ConfigMapping(prefix = "belfry.access.sso")
public interface SsoConfig {
  /** The provider, exactly as it names itself in its tokens; https, or http on loopback. */
  Optional<String> issuer();

  /** Who Belfry is to the provider; turns the login on. */
  Optional<String> clientId();

  /** What Belfry shows to the provider to prove it. */
  Optional<String> clientSecret();

  /** Where browsers find Belfry, without a path; the callback lies below it. */
  Optional<String> publicUrl();

  /** What is asked of the provider. */
  @WithDefault("openid,profile,email")
  List<String> scopes();

  /** The claim that lists the groups of somebody. */
  @WithDefault("groups")
  String groupsClaim();

  /** Whether a login becomes that of an existing user with the same address, once verified. */
  @WithDefault("false")
  boolean linkByEmail();

  /** Whether passwords open nothing any more, except for the owners of the first account. */
  @WithDefault("false")
  boolean only();

  /** The signatures that are believed; never one with a shared secret. */
  @WithDefault("RS256,PS256,ES256")
  List<String> algorithms();

  /** How far the provider's clock may be from ours. */
  @WithDefault("PT30S")
  Duration clockSkew();

  Jwt jwt();

  Proxy proxy();

  /** Access tokens of the provider as credentials of the API (RFC 9068). */
  interface Jwt {
    /** Who such a token must be meant for; turns this on. */
    Optional<String> audience();

    /** The claim that names the account, for users with several. */
    @WithDefault("belfry_account")
    String accountClaim();
  }

  /** A proxy in front of Belfry that says who somebody is. */
  interface Proxy {
    /** Who may say so, as CIDR blocks matched with the peer of the socket; turns this on. */
    Optional<List<String>> networks();

    /** What the proxy shows beside, to prove that it is the proxy. */
    Optional<String> secret();

    /** The header of the secret. */
    @WithDefault("X-Belfry-Proxy-Secret")
    String secretHeader();

    /** The header that names the person. */
    @WithDefault("X-Forwarded-User")
    String userHeader();

    /** The header with the person's groups, separated by semicolons. */
    @WithDefault("X-Forwarded-Groups")
    String groupsHeader();
  }
}
