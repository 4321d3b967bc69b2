package dev.belfry.monitor.network;

import dev.belfry.platform.wire.BadUrl;
import dev.belfry.platform.wire.WireUrl;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place that answers when our network is there.
 *
 * @param url asked by HTTPS, with its certificate verified, where it is not null; else a connection
 *     to host and port is enough
 */
record Anchor(String host, int port, @Nullable URI url) {
  private static final Pattern PLACE =
      Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]):([0-9]{1,5})");

  /**
   * @throws IllegalArgumentException saying what is accepted
   */
  static Anchor parse(String text) {
    if (text.startsWith("https://")) {
      try {
        return new Anchor("", 0, WireUrl.parse(text));
      } catch (BadUrl e) {
        throw new IllegalArgumentException("must be host:port or an https URL", e);
      }
    }
    Matcher place = PLACE.matcher(text);
    int port = place.matches() ? Integer.parseInt(place.group(2)) : 0;
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("must be host:port or an https URL");
    }
    return new Anchor(place.group(1), port, null);
  }
}
