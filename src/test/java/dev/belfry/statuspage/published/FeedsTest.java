package dev.belfry.statuspage.published;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines of a calendar hold what people wrote, and nothing that they could add to it. */
class FeedsTest {
  @Test
  void nobodyAddsALine() {
    assertEquals("a\\nEND:VEVENT\\nb\\;c\\,d\\\\n", Feeds.value("a\r\nEND:VEVENT\nb;c,d\\n"));
    assertEquals("a\\nb\\nc", Feeds.value("a\u2028b\u0085c\u0000\u0007"));
  }

  @Test
  void longLinesAreFoldedBetweenCharacters() {
    for (String text : List.of("x".repeat(400), "維持".repeat(90), "🛠".repeat(70), "")) {
      StringBuilder calendar = new StringBuilder();
      Feeds.line(calendar, text);
      String folded = calendar.toString();
      assertEquals(text + "\r\n", folded.replace("\r\n ", ""));
      for (String line : folded.split("\r\n", -1)) {
        assertTrue(line.getBytes(StandardCharsets.UTF_8).length <= 75, line);
      }
    }
  }
}
