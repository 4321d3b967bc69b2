package dev.belfry.statuspage;

import java.util.Locale;

/** The languages in which a page can speak. */
public enum PageLanguage {
  EN(Locale.ENGLISH),
  DE(Locale.GERMAN),
  ES(Locale.of("es")),
  FR(Locale.FRENCH),
  JA(Locale.JAPANESE);

  private final Locale locale;

  PageLanguage(Locale locale) {
    this.locale = locale;
  }

  public Locale locale() {
    return locale;
  }
}
