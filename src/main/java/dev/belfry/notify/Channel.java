package dev.belfry.notify;

import dev.belfry.platform.event.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A way to bring messages to somebody. Every bean of this type is used; the room names none. */
public interface Channel {
  /** Its name in the ledger, such as {@code webhook}. */
  String kind();

  /** The endpoints that are to have it; in the transaction of the notice. */
  List<UUID> recipients(Notice notice);

  /**
   * Reads all that sending takes, in a transaction bound to the account, and sends nothing.
   *
   * @return held when the endpoint is no longer to have it
   */
  Dispatch prepare(AccountId account, UUID endpoint, Letter letter);

  /**
   * The endpoint said that it is to get nothing any more; in a transaction bound to the account.
   */
  void gone(AccountId account, UUID endpoint, Instant at);
}
