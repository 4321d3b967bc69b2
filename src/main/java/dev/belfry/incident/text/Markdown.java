package dev.belfry.incident.text;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.UrlSanitizer;

/**
 * Markdown (CommonMark) as HTML. HTML in it is shown as text, links lead to {@code http}, {@code
 * https} and {@code mailto} only, and pictures are links to them: a reader's browser fetches
 * nothing. The same text always gives the same HTML.
 */
public final class Markdown {
  private static final Set<String> SCHEMES = Set.of("http", "https", "mailto");

  /** Beyond this, walking the tree could exhaust the stack. */
  private static final int DEEPEST = 100;

  /** Of what the parser may look for the end of, each time through the whole rest. */
  private static final int MOST_BEGINNINGS = 500;

  private static final Pattern TURNS = Pattern.compile("[\\u202A-\\u202E\\u2066-\\u2069]");

  private static final Parser PARSER = Parser.builder().build();
  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder()
          .escapeHtml(true)
          .sanitizeUrls(true)
          .urlSanitizer(new Links())
          .softbreak("<br>\n")
          .build();

  private Markdown() {}

  /**
   * As HTML, without what turns the direction of writing. A text that nests too deep, or has more
   * than 500 of {@code <} and {@code [}, comes as it is, escaped.
   */
  public static String html(String written) {
    String text = TURNS.matcher(written).replaceAll("");
    if (text.chars().filter(c -> c == '<' || c == '[').count() > MOST_BEGINNINGS) {
      return plain(text);
    }
    Node document = PARSER.parse(text);
    if (isTooDeep(document)) {
      return plain(text);
    }
    document.accept(new PicturesToLinks());
    return RENDERER.render(document);
  }

  /** Without calling itself, since the depth is not known yet. */
  private static boolean isTooDeep(Node document) {
    int depth = 0;
    Node node = document;
    while (node != null) {
      if (node.getFirstChild() != null) {
        node = node.getFirstChild();
        depth++;
        if (depth > DEEPEST) {
          return true;
        }
        continue;
      }
      while (node != null && node.getNext() == null) {
        node = node.getParent();
        depth--;
      }
      node = node == null ? null : node.getNext();
    }
    return false;
  }

  private static String plain(String text) {
    String escaped =
        text.replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("\"", "&quot;");
    return "<pre>" + escaped + "</pre>\n";
  }

  private static final class Links implements UrlSanitizer {
    @Override
    public String sanitizeLinkUrl(String url) {
      int colon = url.indexOf(':');
      boolean known =
          colon > 0 && SCHEMES.contains(url.substring(0, colon).toLowerCase(Locale.ROOT));
      return known ? url : "";
    }

    @Override
    public String sanitizeImageUrl(String url) {
      return "";
    }
  }

  private static final class PicturesToLinks extends AbstractVisitor {
    @Override
    public void visit(Image image) {
      Link link = new Link(image.getDestination(), image.getTitle());
      Node child = image.getFirstChild();
      while (child != null) {
        Node next = child.getNext();
        link.appendChild(child);
        child = next;
      }
      image.insertBefore(link);
      image.unlink();
      visitChildren(link);
    }
  }
}
