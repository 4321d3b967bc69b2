package dev.belfry.platform.json;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.util.Map;

/** Names of Java as names of the wire. */
final class Names {
  private static final PropertyNamingStrategies.SnakeCaseStrategy SNAKE_CASE =
      new PropertyNamingStrategies.SnakeCaseStrategy();
  private static final Map<String, String> CODES =
      Map.of(
          "NotNull", "required",
          "NotBlank", "required",
          "NotEmpty", "required",
          "Size", "wrong_length",
          "Min", "too_small",
          "Max", "too_large",
          "Pattern", "wrong_form",
          "Email", "wrong_form",
          "Null", "not_allowed");

  private Names() {}

  static String snakeCase(String name) {
    return SNAKE_CASE.translate(name);
  }

  /** The stable code of a broken constraint, by its annotation. */
  static String code(String constraint) {
    return CODES.getOrDefault(constraint, "invalid");
  }
}
