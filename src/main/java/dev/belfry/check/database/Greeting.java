package dev.belfry.check.database;

import dev.belfry.check.Verdict;
import dev.belfry.platform.wire.dial.WireException;
import java.io.IOException;

/** How an engine is greeted, and what its answer means. */
@FunctionalInterface
interface Greeting {
  /**
   * What the server said of itself.
   *
   * @param code a stable lower-case word
   */
  record Said(Verdict verdict, String code, String message) {
    static Said ready(String message) {
      return new Said(Verdict.UP, "ok", message);
    }

    static Said notReady(String message) {
      return new Said(Verdict.DOWN, "not_ready", message);
    }
  }

  Said greet(Talk talk, DatabaseTarget target) throws WireException, IOException;
}
