package dev.belfry.incident.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people write is shown as they mean it, and runs nothing in a reader's browser. */
class MarkdownTest {
  /** All that may ever stand in it. */
  private static final Pattern TAG =
      Pattern.compile(
          "</?(p|em|strong|code|pre|ul|ol|li|blockquote|h[1-6])>|<br />|<br>|<hr />|</a>|<ol start=\"[0-9]+\">"
              + "|<code class=\"language-[^\"<>]*\">|<a rel=\"nofollow\" href=\"((https?|mailto):[^\"<>]*)?\"( title=\"[^\"<>]*\")?>");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          It is **the disk**. | <p>It is <strong>the disk</strong>.</p>
          [page](https://a.example/x?a=1&b=2) | <p><a rel="nofollow" href="https://a.example/x?a=1&amp;b=2">page</a></p>
          [mail](mailto:a@example.org) | <p><a rel="nofollow" href="mailto:a@example.org">mail</a></p>
          [x](javascript:alert(1)) | <p><a rel="nofollow" href="">x</a></p>
          [x](JaVaScRiPt:alert(1)) | <p><a rel="nofollow" href="">x</a></p>
          [x](data:text/html;base64,PHM+) | <p><a rel="nofollow" href="">x</a></p>
          [x](vbscript:a) | <p><a rel="nofollow" href="">x</a></p>
          [x](//evil.example) | <p><a rel="nofollow" href="">x</a></p>
          [x](/v1/session) | <p><a rel="nofollow" href="">x</a></p>
          [x](java&#115;cript:a) | <p><a rel="nofollow" href="">x</a></p>
          <javascript:alert(1)> | <p><a rel="nofollow" href="">javascript:alert(1)</a></p>
          <script>alert(1)</script> | <p>&lt;script&gt;alert(1)&lt;/script&gt;</p>
          a <img src=x onerror=alert(1)> b | <p>a &lt;img src=x onerror=alert(1)&gt; b</p>
          ![cat](https://a.example/cat.png) | <p><a rel="nofollow" href="https://a.example/cat.png">cat</a></p>
          ![x](javascript:alert(1)) | <p><a rel="nofollow" href="">x</a></p>
          [a](https://a.example "x\\" onmouseover=\\"y") | <p><a rel="nofollow" href="https://a.example" title="x&quot; onmouseover=&quot;y">a</a></p>
          """)
  void isShownAsMeant(String text, String html) {
    assertEquals(html, Markdown.html(text).strip());
    assertClean(Markdown.html(text));
  }

  @Test
  void whateverIsWrittenHoldsNothingElse() {
    List<String> parts =
        List.of(
            "<",
            ">",
            "\"",
            "'",
            "[",
            "]",
            "(",
            ")",
            "!",
            "*",
            "_",
            "`",
            "```",
            "\n",
            "    ",
            "> ",
            "- ",
            "javascript:",
            "https://a.example",
            "<script",
            "onload=",
            "&lt;",
            "\\",
            "&#x6A;",
            "<!--",
            "<![CDATA[",
            "#",
            "style=",
            "a",
            "~",
            "|",
            "\u202e",
            "\ud83d\ude00");
    Random random = new Random(5);
    for (int i = 0; i < 3_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(30); n >= 0; n--) {
        text.append(parts.get(random.nextInt(parts.size())));
      }
      assertClean(Markdown.html(text.toString()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'>'",
    "'- '",
    "'['",
    "'*a _b '",
    "'![a'",
    "'`'",
    "'<'",
    "'**a '",
    "'1. '",
    "'<!'",
    "'[a](<b'",
    "'[a]('",
    "'![[]()'"
  })
  void whatNestsDeepExhaustsNothing(String part) {
    String text = part.repeat(50_000 / part.length());
    long began = System.nanoTime();
    assertClean(Markdown.html(text));
    assertTrue(System.nanoTime() - began < 10_000_000_000L, "10 seconds for " + part);
  }

  @Test
  void emphasisInEmphasisIsPlainFromADepthOn() {
    String text = "*a **b ".repeat(500) + "b** a*".repeat(500);
    String html = Markdown.html(text);
    assertFalse(html.isEmpty());
    assertClean(html);
  }

  private static void assertClean(String html) {
    String rest = TAG.matcher(html).replaceAll("");
    assertFalse(rest.contains("<"), html);
    assertFalse(html.contains("\u202e"), html);
  }
}
