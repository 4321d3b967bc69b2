package dev.belfry.access.people;

import dev.belfry.access.AccessProblems;
import dev.belfry.access.Revocation;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.problem.Problem;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.UUID;

/** Changes that take rights from members: exact in time, and never from the last admin. */
@ApplicationScoped
public class Narrowing {
  /**
   * Active people who may do everything, by themselves or by a role that they were given here; what
   * an identity provider gives it may take back at the next login.
   */
  private static final String ADMINS =
      """
      select count(*) from access_membership m join access_user u on u.id = m.user_id and u.status = 'active'
      where m.account_id = :account and m.kind = 'person' and m.status = 'active'
        and (m.grants @> cast(:everything as jsonb) or exists (
          select 1 from access_member_role mr join access_role r on r.account_id = mr.account_id and r.id = mr.role_id
          where mr.account_id = m.account_id and mr.membership_id = m.id and mr.origin = 'direct'
            and r.grants @> cast(:everything as jsonb)))""";

  private static final String EVERYTHING =
      "[{\"scopes\": [\"*:*\"], \"categories\": \"ALL\", \"groups\": \"ALL\"}]";

  /**
   * Does the change when nothing acts by these members any more; when our transaction has returned,
   * nothing that they began with what they had before commits.
   *
   * @throws Problem 409 when nobody would be left who may do everything
   */
  public void of(AccountId account, Collection<MemberId> members, Runnable change) {
    if (!leavesAdmin(account, members, change)) {
      throw AccessProblems.lastAdmin();
    }
  }

  /**
   * The same, whoever is left.
   *
   * @return false where there was somebody who may do everything, and now is nobody
   */
  public boolean leavesAdmin(AccountId account, Collection<MemberId> members, Runnable change) {
    members.stream().map(MemberId::uuid).distinct().sorted().forEach(Revocation::begin);
    // Whoever counts admins counts alone.
    lock(account);
    boolean had = admins(account) > 0;
    change.run();
    Panache.getEntityManager().flush();
    for (MemberId member : members) {
      raise(account, member.uuid());
    }
    return !had || admins(account) > 0;
  }

  private static void raise(AccountId account, UUID member) {
    Panache.getEntityManager()
        .createNativeQuery(
            "update access_membership set rights_version = rights_version + 1 where account_id = ?1 and id = ?2")
        .setParameter(1, account.uuid())
        .setParameter(2, member)
        .executeUpdate();
  }

  private static long admins(AccountId account) {
    return ((Number)
            Panache.getEntityManager()
                .createNativeQuery(ADMINS)
                .setParameter("account", account.uuid())
                .setParameter("everything", EVERYTHING)
                .getSingleResult())
        .longValue();
  }

  private static void lock(AccountId account) {
    Panache.getEntityManager()
        .createNativeQuery(
            "select id from access_account where id = ?1 for no key update", UUID.class)
        .setParameter(1, account.uuid())
        .getSingleResult();
  }
}
