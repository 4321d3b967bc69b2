package dev.belfry.access.usage;

import dev.belfry.access.Identity;
import dev.belfry.platform.event.AccountId;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;

/**
 * Whose calls are counted together.
 *
 * @param id of the key, or of the member who calls by session
 */
public record CountedCaller(UUID account, Kind kind, UUID id) {
  public static final Comparator<CountedCaller> ORDER =
      Comparator.comparing(CountedCaller::account).thenComparing(CountedCaller::id);

  /** What calls. */
  public enum Kind {
    KEY,
    PERSON
  }

  static Optional<CountedCaller> of(Identity identity) {
    AccountId account = identity.account();
    if (account == null) {
      return Optional.empty();
    }
    if (identity.key() != null) {
      return Optional.of(new CountedCaller(account.uuid(), Kind.KEY, identity.key().id().uuid()));
    }
    return Optional.ofNullable(identity.owner())
        .map(owner -> new CountedCaller(account.uuid(), Kind.PERSON, owner.member().uuid()));
  }
}
