package dev.belfry.check.port;

import dev.belfry.check.Look;
import dev.belfry.check.Verdict;
import dev.belfry.platform.wire.Phases;

/** What the bytes of an answer mean; pure. */
final class Answer {
  /** How much of an answer is read. */
  static final int LIMIT = 64 * 1024;

  private Answer() {}

  /**
   * Finds a text in bytes that come in pieces, each looked at once (Knuth, Morris and Pratt): a
   * peer that sends byte by byte what almost fits costs nothing.
   */
  static final class Search {
    private final byte[] wanted;
    private final int[] back;
    private int matched;

    Search(byte[] wanted) {
      this.wanted = wanted;
      this.back = new int[wanted.length];
      for (int i = 1, at = 0; i < wanted.length; i++) {
        while (at > 0 && wanted[i] != wanted[at]) {
          at = back[at - 1];
        }
        if (wanted[i] == wanted[at]) {
          at++;
        }
        back[i] = at;
      }
    }

    /** Whether it is complete with these. */
    boolean in(byte[] bytes, int length) {
      for (int i = 0; i < length && matched < wanted.length; i++) {
        while (matched > 0 && bytes[i] != wanted[matched]) {
          matched = back[matched - 1];
        }
        if (bytes[i] == wanted[matched]) {
          matched++;
        }
      }
      return matched == wanted.length;
    }
  }

  static Look good(String message, Phases phases) {
    return Look.of(Verdict.UP, "ok", message, phases);
  }

  static Look unexpected(Phases phases) {
    return Look.of(
        Verdict.DOWN, "unexpected_answer", "the answer does not contain what is expected", phases);
  }
}
