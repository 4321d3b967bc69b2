package dev.belfry.check.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What steps handed on to later ones. */
final class Variables {
  private static final Pattern PLACE = Pattern.compile("\\{\\{([A-Za-z_][A-Za-z0-9_]{0,39})}}");
  private final Map<String, String> values = new HashMap<>();

  void put(String name, String value) {
    values.put(name, value);
  }

  /** Names that a text stands on. */
  static Set<String> names(String text) {
    Set<String> names = new HashSet<>();
    Matcher place = PLACE.matcher(text);
    while (place.find()) {
      names.add(place.group(1));
    }
    return names;
  }

  String fill(String text) {
    return fill(text, value -> value);
  }

  /** What a value brings along cannot become another part of the URL. */
  String fillUrl(String url) {
    return fill(url, value -> URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
  }

  private String fill(String text, UnaryOperator<String> as) {
    return PLACE
        .matcher(text)
        .replaceAll(
            place -> Matcher.quoteReplacement(as.apply(values.getOrDefault(place.group(1), ""))));
  }
}
