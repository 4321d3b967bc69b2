package dev.belfry.check.api;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a value is as it is expected to be; pure. */
final class Comparison {
  private Comparison() {}

  /**
   * @param actual empty where the answer has no such part
   */
  static boolean holds(String comparison, Optional<String> actual, @Nullable String expected) {
    String wanted = expected == null ? "" : expected;
    return switch (comparison) {
      case "exists" -> actual.isPresent();
      case "not_exists" -> actual.isEmpty();
      case "not_equals" -> actual.isEmpty() || !actual.get().equals(wanted);
      case "not_contains" -> actual.isEmpty() || !actual.get().contains(wanted);
      case "not_matches" -> actual.isEmpty() || !matches(actual.get(), wanted);
      default -> actual.isPresent() && positive(comparison, actual.get(), wanted);
    };
  }

  private static boolean positive(String comparison, String actual, String wanted) {
    return switch (comparison) {
      case "equals" -> actual.equals(wanted) || sameNumber(actual, wanted);
      case "contains" -> actual.contains(wanted);
      case "matches" -> matches(actual, wanted);
      case "less_than" -> order(actual, wanted).filter(sign -> sign < 0).isPresent();
      case "greater_than" -> order(actual, wanted).filter(sign -> sign > 0).isPresent();
      default -> throw new IllegalArgumentException("no comparison " + comparison);
    };
  }

  private static boolean matches(String actual, String expression) {
    return Expression.of(expression).isIn(actual);
  }

  private static boolean sameNumber(String actual, String wanted) {
    return order(actual, wanted).filter(sign -> sign == 0).isPresent();
  }

  private static Optional<Integer> order(String actual, String wanted) {
    return number(actual).flatMap(one -> number(wanted).map(one::compareTo));
  }

  /** Not of any length: numbers of a million digits are slow to compare. */
  static Optional<BigDecimal> number(String text) {
    try {
      return text.matches("-?[0-9]{1,30}(\\.[0-9]{1,30})?")
          ? Optional.of(new BigDecimal(text))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
