package dev.belfry.access.key;

import dev.belfry.access.Access;
import dev.belfry.access.Revocation;
import dev.belfry.access.credential.KeyText;
import dev.belfry.access.people.MemberDeleted;
import dev.belfry.access.people.MemberId;
import dev.belfry.platform.event.AccountId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of the keys of a member who leaves. */
@ApplicationScoped
public class KeyHandover {
  private final Access access;
  private final KeyEnding ending;
  private final KeyEvents events;
  private final InstantSource clock;

  KeyHandover(Access access, KeyEnding ending, KeyEvents events, InstantSource clock) {
    this.access = access;
    this.ending = ending;
    this.events = events;
    this.clock = clock;
  }

  void hear(@Observes MemberDeleted event) {
    memberRemoved(event.account(), event.member(), event.successor());
  }

  /**
   * His keys go to the successor, with no more rights than the successor has; the personal ones,
   * and all where there is none, are revoked. In the transaction of the removal, which has begun
   * its {@link Revocation} of the member.
   *
   * @param successor an active member of the account, best a service account
   */
  public void memberRemoved(AccountId account, MemberId member, @Nullable MemberId successor) {
    List<ApiKey> keys =
        ApiKey.list(
            "accountId = ?1 and ownerId = ?2 and deletedAt is null and revokedAt is null order by id",
            account.uuid(),
            member.uuid());
    for (ApiKey found : keys) {
      ApiKey key = ApiKey.alone(account, found.id);
      if (successor == null || key.type.equals(KeyText.Type.PAT.text())) {
        ending.end(key, "owner_removed", access.actor());
      } else if (key.revokedAt == null) {
        key.ownerId = successor.uuid();
        key.rightsVersion++;
        key.updatedAt = clock.instant();
        events.fire(key, "key.handed_over");
      }
    }
  }
}
