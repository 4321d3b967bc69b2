package dev.belfry.access.key;

import dev.belfry.access.Access;
import dev.belfry.access.credential.KeyId;
import dev.belfry.access.grant.Rights;
import dev.belfry.access.people.MemberId;
import dev.belfry.access.people.Standings;
import dev.belfry.platform.database.DatabaseClock;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.wire.Cidr;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What a caller or a key may do, without doing it. */
@ApplicationScoped
class KeyCan {
  private final Access access;
  private final KeySight sight;
  private final Standings standings;

  KeyCan(Access access, KeySight sight, Standings standings) {
    this.access = access;
    this.sight = sight;
    this.standings = standings;
  }

  /** May I? The rights are those of this call. */
  KeyQuestion.Answer caller(KeyQuestion question) {
    return question.of(access.caller().rights());
  }

  /** Could this key, at this moment? */
  @Transactional
  KeyQuestion.Answer key(KeyId id, KeyQuestion question) {
    AccountId account = access.account();
    ApiKey key = sight.require(ApiKey.named(account, id.uuid()));
    Cidr from = question.from();
    Instant now = DatabaseClock.now();
    Optional<ApiKey> parent =
        Optional.ofNullable(key.parentId).flatMap(made -> ApiKey.named(account, made));
    Rights rights = standings.rights(account, new MemberId(key.ownerId), key.id);
    KeyQuestion.Answer asIfValid = question.of(rights);
    if (key.status(now) != KeyStatus.ACTIVE) {
      return KeyQuestion.Answer.no(key.status(now).name().toLowerCase(Locale.ROOT));
    }
    boolean stands =
        parent.map(made -> made.status(now)).orElse(KeyStatus.ACTIVE) == KeyStatus.ACTIVE;
    if (!stands || (key.parentId != null && parent.isEmpty())) {
      return KeyQuestion.Answer.no("disabled");
    }
    if (from != null
        && (!admits(key, from) || !parent.map(made -> admits(made, from)).orElse(true))) {
      return KeyQuestion.Answer.no("elsewhere");
    }
    // None at all where the owner or the account is not active.
    return rights.equals(Rights.NONE) ? KeyQuestion.Answer.no("disabled") : asIfValid;
  }

  private static boolean admits(ApiKey key, Cidr from) {
    return key.allowedNetworks == null
        || key.allowedNetworks.stream().anyMatch(block -> Cidr.canonical(block).contains(from));
  }
}
