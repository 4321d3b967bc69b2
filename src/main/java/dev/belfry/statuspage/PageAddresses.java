package dev.belfry.statuspage;

import dev.belfry.platform.start.StartRefusedException;
import dev.belfry.platform.wire.BadUrl;
import dev.belfry.platform.wire.WireUrl;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where pages are for whoever has to be told, as the installation knows it of itself: what callers
 * say of it is their word. Started with the server, so that a wrong setting stops the start.
 */
@Startup
@ApplicationScoped
public class PageAddresses {
  private final @Nullable URI own;

  PageAddresses(StatusPageConfig config) {
    this.own = config.publicUrl().map(PageAddresses::read).orElse(null);
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

  /** The host by which outsiders reach Belfry; null where no setting says so. */
  @Nullable String ownHost() {
    return own == null ? null : own.getHost();
  }
}
