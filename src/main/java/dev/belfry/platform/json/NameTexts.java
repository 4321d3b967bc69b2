package dev.belfry.platform.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belfry.platform.problem.Violation;
import java.util.List;

/**
 * What people call things: without white space around it, and without characters that nobody sees,
 * so that two names that look the same are the same.
 */
final class NameTexts {
  private static final List<String> FIELDS = List.of("name", "title");
  private static final int JOINER = 0x200D;
  private static final int EMOJI_STYLE = 0xFE0F;

  /** Letters that are blank, and so in no category of invisible ones. */
  private static final String BLANK = "\u034F\u115F\u1160\u17B4\u17B5\u3164\uFFA0\u2800";

  private NameTexts() {}

  /** Trims the names of the body in place; tells of those that hold what cannot be seen. */
  static void tidy(ObjectNode body, List<Violation> wrong) {
    for (String field : FIELDS) {
      JsonNode value = body.get(field);
      if (value != null && value.isTextual()) {
        String name = trimmed(value.textValue());
        body.put(field, name);
        if (hidesSomething(name)) {
          wrong.add(
              Violation.at(
                  "/" + field,
                  "invisible_character",
                  "holds a character that cannot be seen, such as a zero-width space, a line break"
                      + " or a change of writing direction"));
        }
      }
    }
  }

  private static String trimmed(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private static boolean hidesSomething(String name) {
    int before = 0;
    for (int i = 0; i < name.length(); i += Character.charCount(before)) {
      int c = name.codePointAt(i);
      int next = i + Character.charCount(c);
      boolean inEmoji =
          c == JOINER
              && (before == EMOJI_STYLE || isPicture(before))
              && next < name.length()
              && isPicture(name.codePointAt(next));
      if (isInvisible(c) && !inEmoji) {
        return true;
      }
      before = c;
    }
    return false;
  }

  private static boolean isPicture(int c) {
    return Character.isEmoji(c) && c > 0x7F;
  }

  private static boolean isInvisible(int c) {
    int type = Character.getType(c);
    return type == Character.FORMAT
        || type == Character.CONTROL
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || BLANK.indexOf(c) >= 0;
  }
}
