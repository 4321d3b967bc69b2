package dev.belfry.bulk;

/**
 * Cells that a spreadsheet would take for a formula have an apostrophe before them (OWASP: CSV
 * injection). What begins with an apostrophe has another, so that each cell comes back as it went.
 */
final class Cells {
  private static final String DANGEROUS = "=+-@\t\r\n＝＋－＠'";

  private Cells() {}

  static String guarded(String text) {
    return isGuardable(text) ? "'" + text : text;
  }

  static String plain(String cell) {
    return cell.startsWith("'") && isGuardable(cell.substring(1)) ? cell.substring(1) : cell;
  }

  private static boolean isGuardable(String text) {
    return !text.isEmpty() && DANGEROUS.indexOf(text.charAt(0)) >= 0;
  }
}
