package dev.belfry.check.port;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text with escapes to bytes: {@code \r \n \t \\ \xHH}; all else is UTF-8. */
final class Escapes {
  private static final Pattern PART =
      Pattern.compile("\\\\(?:([rnt\\\\])|x([0-9a-fA-F]{2}))|[^\\\\]+");
  private static final int HEX = 16;

  private Escapes() {}

  /**
   * @throws IllegalArgumentException for a backslash that begins none of them
   */
  static byte[] bytes(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Matcher part = PART.matcher(text);
    int end = 0;
    while (part.find() && part.start() == end) {
      end = part.end();
      if (part.group(2) != null) {
        bytes.write(Integer.parseInt(part.group(2), HEX));
      } else if (part.group(1) != null) {
        bytes.write(letter(part.group(1).charAt(0)));
      } else {
        bytes.writeBytes(part.group().getBytes(StandardCharsets.UTF_8));
      }
    }
    if (end != text.length()) {
      throw new IllegalArgumentException("a backslash begins one of \\r, \\n, \\t, \\\\ and \\xHH");
    }
    return bytes.toByteArray();
  }

  private static int letter(char letter) {
    return switch (letter) {
      case 'r' -> '\r';
      case 'n' -> '\n';
      case 't' -> '\t';
      default -> letter;
    };
  }
}
