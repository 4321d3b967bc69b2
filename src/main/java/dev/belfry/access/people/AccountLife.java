package dev.belfry.access.people;

import dev.belfry.access.Revocation;
import dev.belfry.access.grant.GrantSpec;
import dev.belfry.access.grant.GrantStore;
import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An account as access knows it; in transactions bound to it, which may be before it is there. */
@ApplicationScoped
public class AccountLife {
  private final GrantStore grants;
  private final MemberStore members;

  AccountLife(GrantStore grants, MemberStore members) {
    this.grants = grants;
    this.members = members;
  }

  /** A new account, in which a user who is one already may do everything. */
  public MemberId begin(AccountId account, UserId admin, Instant now) {
    Panache.getEntityManager()
        .createNativeQuery(
            "insert into access_account (id, status, created_at) values (?1, 'active', ?2)")
        .setParameter(1, account.uuid())
        .setParameter(2, now)
        .executeUpdate();
    String everything =
        grants.write(grants.rights(List.of(GrantSpec.atAll(List.of(GrantSpec.EVERYTHING)))));
    return members.join(account, admin, everything, now);
  }

  /** When this has returned, no key and no session of it is let in, and nothing begun commits. */
  public void suspend(AccountId account) {
    Revocation.begin(account.uuid());
    status(account, "suspended");
  }

  /** Its keys and sessions are good again, as far as they have not ended in between. */
  public void resume(AccountId account) {
    status(account, "active");
  }

  private static void status(AccountId account, String status) {
    Panache.getEntityManager()
        .createNativeQuery(
            "update access_account set status = ?2, rights_version = rights_version + 1"
                + " where id = ?1 and status <> 'opening'")
        .setParameter(1, account.uuid())
        .setParameter(2, status)
        .executeUpdate();
  }

  /** Whether its mappings of groups of the identity provider count, from the next login on. */
  public void letMapGroups(AccountId account, boolean may) {
    Panache.getEntityManager()
        .createNativeQuery("update access_account set may_map_groups = ?2 where id = ?1")
        .setParameter(1, account.uuid())
        .setParameter(2, may)
        .executeUpdate();
  }

  /** Of the bound account. */
  public boolean mayMapGroups(AccountId account) {
    return (Boolean)
        Panache.getEntityManager()
            .createNativeQuery("select may_map_groups from access_account where id = ?1")
            .setParameter(1, account.uuid())
            .getSingleResult();
  }

  /**
   * From the next call on.
   *
   * @param calls by key in an hour of the clock; null is no limit
   */
  public void limitCalls(AccountId account, @Nullable Long calls) {
    Panache.getEntityManager()
        .createNativeQuery(
            "update access_account set calls_per_hour = cast(?2 as bigint) where id = ?1")
        .setParameter(1, account.uuid())
        .setParameter(2, calls)
        .executeUpdate();
  }
}
