package dev.belfry.heartbeat;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a metric of a good ping must be, as Cronitor writes it: {@code metric.duration < 60s}.
 *
 * @param metric duration (in seconds), count, error_count or error_rate
 */
record MetricRule(String text, String metric, String comparison, double limit) {
  private static final Pattern RULE =
      Pattern.compile(
          "metric\\.(duration|count|error_count|error_rate)\\s*(<=|>=|!=|<|>|=)\\s*(\\d{1,12}(?:\\.\\d{1,6})?)\\s*([a-z]*)");
  private static final Map<String, Double> UNITS =
      Map.ofEntries(
          Map.entry("", 1.0),
          Map.entry("ms", 0.001),
          Map.entry("s", 1.0),
          Map.entry("sec", 1.0),
          Map.entry("second", 1.0),
          Map.entry("seconds", 1.0),
          Map.entry("m", 60.0),
          Map.entry("min", 60.0),
          Map.entry("minute", 60.0),
          Map.entry("minutes", 60.0),
          Map.entry("h", 3_600.0),
          Map.entry("hour", 3_600.0),
          Map.entry("hours", 3_600.0),
          Map.entry("d", 86_400.0),
          Map.entry("day", 86_400.0),
          Map.entry("days", 86_400.0));

  /** Empty where the text is no rule. */
  static Optional<MetricRule> parse(String text) {
    Matcher found = RULE.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!found.matches()) {
      return Optional.empty();
    }
    boolean timed = found.group(1).equals("duration");
    Double unit = timed || found.group(4).isEmpty() ? UNITS.get(found.group(4)) : null;
    return unit == null
        ? Optional.empty()
        : Optional.of(
            new MetricRule(
                text.strip(),
                found.group(1),
                found.group(2),
                Double.parseDouble(found.group(3)) * unit));
  }

  /** Whether what was reported breaks it; what was not reported breaks nothing. */
  boolean isBrokenBy(Map<String, Double> metrics) {
    Double value = value(metrics);
    return value != null && !holds(value);
  }

  private @org.jspecify.annotations.Nullable Double value(Map<String, Double> metrics) {
    if (!metric.equals("error_rate") || metrics.containsKey(metric)) {
      return metrics.get(metric);
    }
    Double count = metrics.get("count");
    Double errors = metrics.get("error_count");
    return count == null || errors == null || count == 0 ? null : errors / count;
  }

  private boolean holds(double value) {
    return switch (comparison) {
      case "<" -> value < limit;
      case "<=" -> value <= limit;
      case ">" -> value > limit;
      case ">=" -> value >= limit;
      case "!=" -> Double.compare(value, limit) != 0;
      default -> Double.compare(value, limit) == 0;
    };
  }
}
