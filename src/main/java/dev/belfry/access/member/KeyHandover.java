package dev.belfry.access.member;

import dev.belfry.access.Access;
import dev.belfry.access.grant.GrantStore;
import dev.belfry.access.grant.Rights;
import dev.belfry.access.people.Member;
import dev.belfry.access.people.MemberDirectory;
import dev.belfry.access.people.MemberId;
import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The keys of somebody who leaves: personal ones end, the others go to a successor or end too. The
 * owner's lock is held, under which everything by these keys runs.
 */
@ApplicationScoped
class KeyHandover {
  private static final String LIVE =
      " where account_id = :account and owner_id = :owner and deleted_at is null and revoked_at is null";

  private final Access access;
  private final GrantStore grants;
  private final MemberDirectory directory;

  KeyHandover(Access access, GrantStore grants, MemberDirectory directory) {
    this.access = access;
    this.grants = grants;
    this.directory = directory;
  }

  /**
   * @throws dev.belfry.platform.problem.Problem 403 when a key could do more in the successor's
   *     name than the caller may
   */
  void of(AccountId account, MemberId owner, @Nullable Member successor, Instant now) {
    UUID heir = successor == null ? null : successor.id().uuid();
    if (successor != null) {
      requireHeld(account, owner, directory.rights(successor));
    }
    Panache.getEntityManager()
        .createNativeQuery(
            "update access_key set rights_version = rights_version + 1, version = version + 1, updated_at = :now,"
                + " owner_id = case when type = 'pat' then owner_id else coalesce(cast(:heir as uuid), owner_id) end,"
                + " revoked_at = case when type = 'pat' or cast(:heir as uuid) is null then cast(:now as timestamptz) end"
                + LIVE)
        .setParameter("now", now)
        .setParameter("heir", heir == null ? null : heir.toString())
        .setParameter("account", account.uuid())
        .setParameter("owner", owner.uuid())
        .executeUpdate();
  }

  private void requireHeld(AccountId account, MemberId owner, Rights successors) {
    List<?> handed =
        Panache.getEntityManager()
            .createNativeQuery(
                "select cast(grants as text) from access_key" + LIVE + " and type <> 'pat'")
            .setParameter("account", account.uuid())
            .setParameter("owner", owner.uuid())
            .getResultList();
    for (Object key : handed) {
      access.requireHeld(grants.read((String) key).meet(successors));
    }
  }
}
