package dev.belfry.check.port;

import dev.belfry.check.Look;
import dev.belfry.check.Verdict;
import dev.belfry.platform.wire.Phases;
import java.nio.charset.StandardCharsets;

/** What the bytes of an answer mean; pure. */
final class Answer {
  /** How much of an answer is read. */
  static final int LIMIT = 64 * 1024;

  private Answer() {}

  static boolean contains(byte[] answer, byte[] wanted) {
    // ISO 8859-1 is one character a byte.
    return new String(answer, StandardCharsets.ISO_8859_1)
        .contains(new String(wanted, StandardCharsets.ISO_8859_1));
  }

  static Look good(String message, Phases phases) {
    return Look.of(Verdict.UP, "ok", message, phases);
  }

  static Look unexpected(Phases phases) {
    return Look.of(
        Verdict.DOWN, "unexpected_answer", "the answer does not contain what is expected", phases);
  }
}
