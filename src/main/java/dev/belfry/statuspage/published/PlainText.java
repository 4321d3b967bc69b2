package dev.belfry.statuspage.published;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code incident.text.Markdown} made, for readers that show text: feeds and programs. */
public final class PlainText {
  private static final Pattern LINK =
      Pattern.compile("<a [^>]*?href=\"([^\"]*)\"[^>]*>(.*?)</a>", Pattern.DOTALL);
  private static final Pattern ITEM = Pattern.compile("<li>\\s*");
  private static final Pattern END = Pattern.compile("</(?:p|h[1-6])>");
  private static final Pattern TAG = Pattern.compile("<[^>]*>");
  private static final Pattern EMPTY_LINES = Pattern.compile("\\n{3,}");

  private PlainText() {}

  /**
   * The text without marks; a link is followed by where it leads.
   *
   * @param html in which all that people wrote is escaped
   */
  public static String of(String html) {
    String text = LINK.matcher(html).replaceAll(PlainText::link);
    text = END.matcher(ITEM.matcher(text).replaceAll("- ")).replaceAll("\n");
    text = TAG.matcher(text).replaceAll("");
    text =
        text.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&amp;", "&");
    return EMPTY_LINES.matcher(text).replaceAll("\n\n").strip();
  }

  private static String link(MatchResult found) {
    String to = found.group(1);
    String label = found.group(2);
    return Matcher.quoteReplacement(
        to.isEmpty() || to.equals(label) ? label : label + " (" + to + ")");
  }
}
