package dev.belfry.platform.csv;

import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Cells that a spreadsheet would take for a formula have an apostrophe before them (OWASP: CSV
 * injection). What begins with an apostrophe has another, so that each cell comes back as it went.
 */
public final class Cells {
  private static final String DANGEROUS = "=+-@\t\r\n＝＋－＠'";

  private Cells() {}

  public static String guarded(String text) {
    return isGuardable(text) ? "'" + text : text;
  }

  /** What was guarded. */
  public static String plain(String cell) {
    return cell.startsWith("'") && isGuardable(cell.substring(1)) ? cell.substring(1) : cell;
  }

  /** A line of RFC 4180 with its end: every cell guarded and in quotes, an empty one without. */
  public static String line(Collection<? extends @Nullable String> cells) {
    return cells.stream().map(Cells::quoted).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String quoted(@Nullable String text) {
    return text == null || text.isEmpty() ? "" : '"' + guarded(text).replace("\"", "\"\"") + '"';
  }

  private static boolean isGuardable(String text) {
    return !text.isEmpty() && DANGEROUS.indexOf(text.charAt(0)) >= 0;
  }
}
