package dev.belfry.access.sso;

import dev.belfry.platform.problem.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a login leads: a path of ours and nothing else, however it is written. */
final class LocalPath {
  private static final int LONGEST = 1000;
  private static final int DECODINGS = 3;
  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]+");

  private LocalPath() {}

  /**
   * @throws Problem 400 for anything that a browser could take for another place
   */
  static String of(@Nullable String next) {
    if (next == null || next.isEmpty()) {
      return "/";
    }
    if (next.length() > LONGEST
        || !VISIBLE.matcher(next).matches()
        || !isReference(next)
        || !isOurs(next)) {
      throw Problem.parameter("next", "must be a path of Belfry, such as /docs");
    }
    return next;
  }

  private static boolean isReference(String next) {
    try {
      URI uri = new URI(next);
      return !uri.isAbsolute() && uri.getRawAuthority() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** As it stands, and decoded again and again, as a careless reader on the way would. */
  private static boolean isOurs(String next) {
    String text = next;
    for (int i = 0; i <= DECODINGS; i++) {
      if (!isPath(text)) {
        return false;
      }
      try {
        text = URLDecoder.decode(text, StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPath(String text) {
    int query = text.indexOf('?');
    String path = query < 0 ? text : text.substring(0, query);
    return path.startsWith("/")
        && !path.contains("//")
        && text.chars().noneMatch(c -> c == '\\' || c < ' ' || c == 0x7f);
  }
}
