package dev.belfry.notify;

import dev.belfry.access.grant.Scope;
import dev.belfry.platform.event.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  /** How fast an endpoint wants its news; in a transaction bound to the account. */
  default Optional<Pace> pace(AccountId account, UUID endpoint) {
    return Optional.empty();
  }

  /**
   * The endpoints of which the caller holds the scope wherever they tell of, for who may see what
   * was sent to them; in a transaction bound to the account.
   */
  default Set<UUID> within(Scope scope) {
    return Set.of();
  }

  /**
   * Whether it brings news to people outside of the account, who may be many: whoever belongs to it
   * does not wait for them.
   */
  default boolean isForOutsiders() {
    return false;
  }

  /** The prefix of the ids of its endpoints, as the API shows them. */
  default String prefix() {
    return "chn";
  }
}
