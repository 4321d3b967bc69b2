package dev.belfry.access.idempotency;

import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import dev.belfry.platform.problem.Violation;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a client calls one of its calls: 8 to 255 visible ASCII characters, bare or as a string of
 * Structured Fields (RFC 9651, section 3.3.3), which means the same.
 */
record IdempotencyKey(String text) {
  static final String HEADER = "Idempotency-Key";
  static final String FORM = "8 to 255 visible ASCII characters, bare or in double quotes";
  private static final Pattern VISIBLE = Pattern.compile("[!-~]{8,255}");
  private static final Pattern QUOTED = Pattern.compile("\"((?:[!#-\\[\\]-~]|\\\\[\"\\\\])*)\"");

  /**
   * @throws Problem 400 when it has another form or is there twice
   */
  static Optional<IdempotencyKey> of(List<String> headers) {
    if (headers.isEmpty()) {
      return Optional.empty();
    }
    String given = headers.getFirst().strip();
    var quoted = QUOTED.matcher(given);
    String text = quoted.matches() ? quoted.group(1).replaceAll("\\\\(.)", "$1") : given;
    if (headers.size() > 1 || !VISIBLE.matcher(text).matches() || text.startsWith("\"")) {
      throw Problem.of(
          ProblemType.MALFORMED,
          "The header " + HEADER + " has another form.",
          List.of(Violation.ofHeader(HEADER, "wrong_form", "must be given once: " + FORM)));
    }
    return Optional.of(new IdempotencyKey(text));
  }
}
