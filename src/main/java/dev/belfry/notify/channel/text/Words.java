package dev.belfry.notify.channel.text;

import java.util.regex.Pattern;

/** Texts of others, made harmless and short enough. */
public final class Words {
  /** But for the line break; changes of writing direction among them. */
  private static final Pattern HIDDEN =
      Pattern.compile("[\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cc}&&[^\\n\\u200d]]");

  private static final Pattern BREAKS = Pattern.compile("\\s*\\n\\s*");

  private Words() {}

  /** How one character is written so that it means itself and nothing else. */
  @FunctionalInterface
  public interface Escape {
    String of(int codePoint);
  }

  /** Without what nobody sees. */
  public static String visible(String text) {
    return HIDDEN.matcher(text).replaceAll("");
  }

  public static String oneLine(String text) {
    return BREAKS.matcher(visible(text)).replaceAll(" ").strip();
  }

  /** At most so many characters; what is cut off is shown by an ellipsis. */
  public static String cut(String text, int most) {
    return fit(text, most, Character::toString);
  }

  /** Escaped, at most so many characters of the result; never cut within an escape. */
  public static String fit(String text, int most, Escape escape) {
    StringBuilder fitted = new StringBuilder();
    int safe = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      String written = escape.of(c);
      if (fitted.length() + written.length() > most) {
        return fitted.substring(0, safe) + "…";
      }
      fitted.append(written);
      // Where an ellipsis still fits.
      safe = fitted.length() < most ? fitted.length() : safe;
    }
    return fitted.toString();
  }

  /** For HTML, texts and attributes. */
  public static String html(int c) {
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '"' -> "&quot;";
      case '\'' -> "&#39;";
      default -> Character.toString(c);
    };
  }

  /** A text as HTML, at most so many characters of it. */
  public static String html(String text, int most) {
    return fit(text, most, Words::html);
  }

  /** For Markdown: a backslash before each sign of it (CommonMark 0.31, section 2.4). */
  public static String markdown(int c) {
    return "\\`*_{}[]()<>#+-.!|~@:=&".indexOf(c) >= 0
        ? "\\" + Character.toString(c)
        : Character.toString(c);
  }
}
