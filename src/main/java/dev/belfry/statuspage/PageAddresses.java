package dev.belfry.statuspage;

import dev.belfry.platform.start.StartRefusedException;
import dev.belfry.platform.wire.BadUrl;
import dev.belfry.platform.wire.WireUrl;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Where pages are for whoever has to be told, as the installation knows it of itself: what callers
 * say of it is their word. Started with the server, so that a wrong setting stops the start.
 */
@Startup
@ApplicationScoped
public class PageAddresses {
  private final @Nullable URI own;
  private final Set<String> ours;

  PageAddresses(
      StatusPageConfig config,
      @ConfigProperty(name = "belfry.mail.public-url") Optional<String> mails,
      @ConfigProperty(name = "belfry.heartbeat.public-url") Optional<String> pings,
      @ConfigProperty(name = "belfry.access.sso.public-url") Optional<String> signIn) {
    this.own = config.publicUrl().map(PageAddresses::read).orElse(null);
    this.ours =
        Stream.concat(
                Stream.of(config.publicUrl(), mails, pings, signIn)
                    .flatMap(Optional::stream)
                    .map(PageAddresses::host),
                config.reservedDomains().stream().flatMap(List::stream))
            .map(host -> host.strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Empty of what is no URL; whoever needs it says so. */
  private static String host(String url) {
    try {
      return Objects.requireNonNullElse(URI.create(url.strip()).getHost(), "");
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static URI read(String text) {
    try {
      return WireUrl.parse(text);
    } catch (BadUrl e) {
      throw new StartRefusedException(
          "BELFRY_STATUSPAGE_PUBLIC_URL is no URL to be reached by: " + e.getMessage(), e);
    }
  }

  /** Such as {@code https://status.example.org}; empty where no setting says so. */
  public Optional<String> of(PublicPages.Door door) {
    if (door.domain() != null) {
      return Optional.of("https://" + door.domain());
    }
    return Optional.ofNullable(own)
        .map(url -> url.toString().replaceFirst("/+$", "") + "/status/" + door.slug());
  }

  /**
   * Whether settings say that Belfry itself is called by this host.
   *
   * @param host in lower case
   */
  boolean isOurs(String host) {
    return ours.contains(host);
  }
}
