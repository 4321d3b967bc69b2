package dev.belfry.statuspage.published;

import dev.belfry.incident.IncidentStatus;
import dev.belfry.statuspage.PageLanguage;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.PropertyResourceBundle;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The texts of a page in one language, from {@code statuspage/words_*.properties}. */
public final class Words {
  private static final int LONGEST_HEADER = 200;
  private static final int MINUTES = 60;
  private static final Map<PageLanguage, Words> ALL = new EnumMap<>(PageLanguage.class);

  static {
    for (PageLanguage language : PageLanguage.values()) {
      ALL.put(language, new Words(language));
    }
  }

  private final PageLanguage language;
  private final Map<String, String> texts;
  private final DateTimeFormatter dates;
  private final DateTimeFormatter times;

  private Words(PageLanguage language) {
    this.language = language;
    this.dates =
        DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(language.locale());
    this.times =
        DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
            .withLocale(language.locale())
            .withZone(ZoneOffset.UTC);
    String file = "/statuspage/words_" + language.locale().getLanguage() + ".properties";
    try (InputStream in = Words.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing");
      }
      PropertyResourceBundle bundle =
          new PropertyResourceBundle(new InputStreamReader(in, StandardCharsets.UTF_8));
      Map<String, String> read = new TreeMap<>();
      bundle.keySet().forEach(key -> read.put(key, bundle.getString(key)));
      this.texts = Collections.unmodifiableMap(read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Words in(PageLanguage language) {
    Words words = ALL.get(language);
    if (words == null) {
      throw new IllegalStateException("no words in " + language);
    }
    return words;
  }

  /**
   * The language of a reader: that of the query, else the first that the browser wants and we know,
   * else that of the page.
   */
  public static PageLanguage choose(
      @Nullable PageLanguage asked, @Nullable String accepted, PageLanguage page) {
    if (asked != null) {
      return asked;
    }
    if (accepted == null || accepted.length() > LONGEST_HEADER) {
      return page;
    }
    try {
      Locale best =
          Locale.lookup(
              Locale.LanguageRange.parse(accepted),
              Arrays.stream(PageLanguage.values()).map(PageLanguage::locale).toList());
      return Arrays.stream(PageLanguage.values())
          .filter(language -> language.locale().equals(best))
          .findFirst()
          .orElse(page);
    } catch (IllegalArgumentException notAList) {
      return page;
    }
  }

  /** By key, for templates. */
  public Map<String, String> texts() {
    return texts;
  }

  /** A text with its holes filled; never read as markup. */
  public String say(String key, Object... values) {
    String text = texts.get(key);
    if (text == null) {
      throw new IllegalArgumentException(key);
    }
    return values.length == 0
        ? text
        : new MessageFormat(text.replace("'", "''"), language.locale()).format(values);
  }

  /** What is said of an incident where nobody found words. */
  public String neutral(IncidentStatus status) {
    return say(
        switch (status) {
          case INVESTIGATING -> "began";
          case IDENTIFIED -> "cause_known";
          case MONITORING -> "mended";
          case RESOLVED -> "is_over";
        });
  }

  /** Such as {@code en}. */
  public String tag() {
    return language.locale().toLanguageTag();
  }

  PageLanguage language() {
    return language;
  }

  String percent(@Nullable Double share) {
    if (share == null) {
      return say("no_data");
    }
    NumberFormat format = NumberFormat.getNumberInstance(language.locale());
    format.setMinimumFractionDigits(2);
    format.setMaximumFractionDigits(2);
    // 100 is said of nothing that was down for a moment.
    format.setRoundingMode(RoundingMode.DOWN);
    return format.format(share) + "\u00a0%";
  }

  String date(LocalDate date) {
    return dates.format(date);
  }

  public String time(Instant at) {
    return times.format(at) + " UTC";
  }

  /** In full minutes, and at least one. */
  String length(Duration time) {
    long minutes = Math.max(1, time.toMinutes());
    return minutes < MINUTES
        ? say("minutes", minutes)
        : say("hours", minutes / MINUTES, minutes % MINUTES);
  }
}
