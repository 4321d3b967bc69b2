package dev.belfry.statuspage.published;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.statuspage.PageLanguage;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every language says everything, with the same holes. */
class WordsTest {
  private static List<String> holes(String text) {
    return Pattern.compile("\\{\\d}")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .sorted()
        .toList();
  }

  @Test
  void everyLanguageSaysTheSame() {
    Words english = Words.in(PageLanguage.EN);
    assertTrue(english.texts().size() > 50);
    for (PageLanguage language : PageLanguage.values()) {
      Words words = Words.in(language);
      assertEquals(new TreeSet<>(english.texts().keySet()), new TreeSet<>(words.texts().keySet()));
      words
          .texts()
          .forEach(
              (key, text) -> {
                assertFalse(text.isBlank(), language + " " + key);
                assertEquals(
                    holes(String.valueOf(english.texts().get(key))),
                    holes(text),
                    language + " " + key);
              });
    }
  }

  @Test
  void neverSaysAHundredOfWhatWasDownForAMoment() {
    assertEquals("99.99\u00a0%", Words.in(PageLanguage.EN).percent(99.9999));
    assertEquals("100,00\u00a0%", Words.in(PageLanguage.DE).percent(100.0));
    assertEquals("No data", Words.in(PageLanguage.EN).percent(null));
  }

  @Test
  void lengthsAreAMinuteAtLeast() {
    Words english = Words.in(PageLanguage.EN);
    assertEquals("1 min", english.length(Duration.ofSeconds(3)));
    assertEquals("1 h 30 min", english.length(Duration.ofMinutes(90)));
  }

  @Test
  void namesAreNoPatterns() {
    assertEquals(
        "{0} isn't '{1}' is down", Words.in(PageLanguage.EN).say("is_down", "{0} isn't '{1}'"));
    assertTrue(Words.in(PageLanguage.FR).say("all_operational").contains("systèmes"));
  }
}
