package dev.belfry.platform.http;

import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** Versions of what people edit, as {@code ETag} and {@code If-Match} (RFC 9110, section 8.8.3). */
public final class EntityTag {
  private EntityTag() {}

  public static String of(long version) {
    return "\"" + version + "\"";
  }

  /**
   * @throws Problem 412 when the caller read another version than this; no header means any
   */
  public static void require(@Nullable String ifMatch, long version) {
    if (ifMatch == null || ifMatch.strip().equals("*")) {
      return;
    }
    for (String tag : ifMatch.split(",", -1)) {
      if (tag.strip().equals(of(version))) {
        return;
      }
    }
    throw Problem.of(
        ProblemType.STALE,
        "It has version " + of(version) + " now; read it again and repeat your change.");
  }
}
