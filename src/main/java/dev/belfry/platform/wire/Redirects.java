package dev.belfry.platform.wire;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where a redirect leads and what may go along (RFC 9110, section 15.4); pure. */
final class Redirects {
  static final int MOST = 5;

  private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);
  private static final String NOT_IN_URLS = " \"<>^`{|}";

  private Redirects() {}

  static boolean leads(int status, @Nullable String location) {
    return STATUSES.contains(status) && location != null;
  }

  /**
   * The next request: with another method where the status says so, and without people's headers
   * when the origin changes.
   *
   * @throws BadUrl for a location that Belfry does not open
   */
  static Hop next(Hop hop, int status, String location) throws BadUrl {
    boolean asksAnew = status == 303 || (status < 303 && hop.method().equals("POST"));
    boolean rewritten = asksAnew && !hop.method().equals("HEAD");
    Hop all =
        new Hop(
            rewritten ? "GET" : hop.method(),
            WireUrl.parse(absolute(hop.uri(), location)),
            hop.headers(),
            asksAnew ? null : hop.body());
    return new Hop(all.method(), all.uri(), kept(all, all.sameOrigin(hop)), all.body());
  }

  private static Map<String, String> kept(Hop hop, boolean sameOrigin) {
    return hop.headers().entrySet().stream()
        .filter(header -> hop.body() != null || !content(header.getKey()))
        .filter(header -> sameOrigin || content(header.getKey()))
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static boolean content(String name) {
    return name.toLowerCase(Locale.ROOT).equals("content-type");
  }

  private static String absolute(URI base, String location) throws BadUrl {
    String text = escaped(location.strip());
    if (text.startsWith("?")) {
      // java.net.URI would drop the last segment of the path (RFC 2396; RFC 3986 keeps it).
      return base.getScheme() + "://" + base.getRawAuthority() + base.getRawPath() + text;
    }
    try {
      return base.resolve(text).toString();
    } catch (IllegalArgumentException e) {
      throw new BadUrl("the URL is not valid");
    }
  }

  /** Servers in the wild leave these raw, and browsers follow all the same. */
  private static String escaped(String location) {
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < location.length(); i++) {
      char c = location.charAt(i);
      if (NOT_IN_URLS.indexOf(c) < 0) {
        result.append(c);
      } else {
        byte[] bytes = String.valueOf(c).getBytes(StandardCharsets.US_ASCII);
        result.append('%').append(HexFormat.of().withUpperCase().formatHex(bytes));
      }
    }
    return result.toString();
  }
}
