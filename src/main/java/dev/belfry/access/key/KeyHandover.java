package dev.belfry.access.key;

import dev.belfry.access.Access;
import dev.belfry.access.credential.KeyText;
import dev.belfry.access.grant.GrantStore;
import dev.belfry.access.grant.Rights;
import dev.belfry.access.people.Member;
import dev.belfry.access.people.MemberDirectory;
import dev.belfry.access.people.MemberLeaving;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.LockModeType;
import java.time.InstantSource;
import java.util.List;

/** The keys of somebody who leaves: personal ones end, the others go to a successor or end too. */
@ApplicationScoped
class KeyHandover {
  private final Access access;
  private final GrantStore grants;
  private final MemberDirectory directory;
  private final KeyEnding ending;
  private final KeyEvents events;
  private final InstantSource clock;

  KeyHandover(
      Access access,
      GrantStore grants,
      MemberDirectory directory,
      KeyEnding ending,
      KeyEvents events,
      InstantSource clock) {
    this.access = access;
    this.grants = grants;
    this.directory = directory;
    this.ending = ending;
    this.events = events;
    this.clock = clock;
  }

  /**
   * The owner's lock is held, under which everything by these keys runs.
   *
   * @throws dev.belfry.platform.problem.Problem 403 when a key could do more in the successor's
   *     name than the caller may
   */
  void left(@Observes MemberLeaving leaving) {
    Member successor = leaving.successor();
    List<ApiKey> keys =
        ApiKey.<ApiKey>find(
                "accountId = ?1 and ownerId = ?2 and deletedAt is null and revokedAt is null order by id",
                leaving.account().uuid(),
                leaving.member().uuid())
            .withLock(LockModeType.PESSIMISTIC_WRITE)
            .list();
    for (ApiKey key : keys) {
      if (successor == null || isPersonal(key)) {
        ending.end(key, "owner_removed", access.actor());
      } else {
        handOver(key, successor);
      }
    }
  }

  private void handOver(ApiKey key, Member successor) {
    Rights inHisName = grants.read(key.grants).meet(directory.rights(successor));
    access.requireHeld(inHisName);
    key.ownerId = successor.id().uuid();
    key.rightsVersion++;
    key.updatedAt = clock.instant();
    events.fire(key, "key.handed_over");
  }

  private static boolean isPersonal(ApiKey key) {
    return key.type.equals(KeyText.Type.PAT.text());
  }
}
