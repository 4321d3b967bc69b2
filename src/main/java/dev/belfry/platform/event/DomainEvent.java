package dev.belfry.platform.event;

import java.time.Instant;
import java.util.List;

/**
 * Something that happened in an account, fired inside the transaction that made it so: what
 * observers write is committed with it or not at all.
 */
public interface DomainEvent {
  AccountId account();

  Actor actor();

  Subject subject();

  Instant at();

  /** Noun and verb, such as {@code monitor.created}; the name under which the log book lists it. */
  String action();

  /** What came of it; a refused call is an event too. */
  default Result result() {
    return Result.DONE;
  }

  /** What was changed from what to what; never a secret. See {@link Changes}. */
  default List<Change> changes() {
    return List.of();
  }

  /**
   * Whether the log book keeps the address from which it was asked for; not of people who are no
   * members and only answered a mail.
   */
  default boolean traced() {
    return true;
  }

  enum Result {
    DONE,
    REFUSED
  }
}
