package dev.belfry.platform.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;

/** Texts that no database and no UTF-8 can hold are refused before anybody keeps them. */
final class Texts {
  private Texts() {}

  /**
   * @throws Problem 400 for U+0000 and for half of a surrogate pair, in a value or a name
   */
  static void check(JsonNode tree) {
    if (tree.isTextual()) {
      check(tree.textValue());
    }
    tree.fieldNames().forEachRemaining(Texts::check);
    tree.forEach(Texts::check);
  }

  private static void check(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (c == 0 || (Character.isSurrogate(c) && !pair)) {
        throw Problem.of(ProblemType.MALFORMED, "A text holds U+0000 or half of a surrogate pair.");
      }
      i += pair ? 1 : 0;
    }
  }
}
