package dev.belfry.access.watch;

import dev.belfry.access.Revocation;
import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Disables keys whose flags are to do that, by the policy that held when they were raised. */
@ApplicationScoped
class KeyDisabling {
  private static final String SQL =
      """
      update access_key set disabled_at = ?3, disabled_reason = ?4, rights_version = rights_version + 1,
        version = version + 1, updated_at = ?3
      where account_id = ?1 and id = ?2 and disabled_at is null and revoked_at is null""";

  private final Event<KeyDisabled> events;
  private final InstantSource clock;

  KeyDisabling(Event<KeyDisabled> events, InstantSource clock) {
    this.events = events;
    this.clock = clock;
  }

  /**
   * One of them, in a transaction bound to the account, with the lock of the key before all others:
   * when it has committed, nothing that the key began commits any more.
   *
   * @return whether there was one
   */
  boolean next(AccountId account) {
    List<Flag> flags = Flag.disabling(account);
    if (flags.isEmpty()) {
      return false;
    }
    Revocation.begin(flags.getFirst().subjectId);
    Flag flag = Flag.locked(account, flags.getFirst().id).orElseThrow();
    Instant now = clock.instant();
    if (flag.disabledAt == null && disable(account, flag, now)) {
      events.fire(
          new KeyDisabled(
              account,
              Subjects.of(flag.subjectKind, flag.subjectId, flag.subjectName),
              now,
              FlagKind.named(flag.kind).orElseThrow()));
    }
    flag.disabledAt = flag.disabledAt == null ? now : flag.disabledAt;
    return true;
  }

  private static boolean disable(AccountId account, Flag flag, Instant now) {
    return Panache.getEntityManager()
            .createNativeQuery(SQL)
            .setParameter(1, account.uuid())
            .setParameter(2, flag.subjectId)
            .setParameter(3, now)
            .setParameter(4, "flagged: " + flag.kind)
            .executeUpdate()
        == 1;
  }
}
