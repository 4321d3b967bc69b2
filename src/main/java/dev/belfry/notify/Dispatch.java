package dev.belfry.notify;

import java.time.Instant;

/** Whether a letter may leave now. */
public sealed interface Dispatch {
  /**
   * It stays here.
   *
   * @param reason a stable lower-case word, shown in the ledger
   */
  record Held(String reason) implements Dispatch {}

  /** It can leave. */
  record Ready(Sending sending) implements Dispatch {}

  /** One attempt, with no transaction open; blocks until its outcome is known. */
  @FunctionalInterface
  interface Sending {
    Outcome send(Instant at);
  }
}
