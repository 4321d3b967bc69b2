package dev.belfry.access;

import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * How much of what an account has and may have; counted in the transaction of the thing counted.
 */
@ApplicationScoped
public class Quota {
  /**
   * One more of it.
   *
   * @throws dev.belfry.platform.problem.Problem 409 when the plan's limit is reached
   */
  public void take(AccountId account, String resource) {
    take(account, resource, 1);
  }

  /**
   * So many more of it, or none.
   *
   * @throws dev.belfry.platform.problem.Problem 409 when the plan's limit would be passed
   */
  public void take(AccountId account, String resource, int count) {
    int changed =
        Panache.getEntityManager()
            .createNativeQuery(
                "update access_quota set used = used + ?3 where account_id = ?1 and resource = ?2 and used + ?3 <= most")
            .setParameter(1, account.uuid())
            .setParameter(2, resource)
            .setParameter(3, count)
            .executeUpdate();
    if (changed == 0) {
      throw AccessProblems.limitReached(resource, lock(account, resource));
    }
  }

  public void release(AccountId account, String resource) {
    Panache.getEntityManager()
        .createNativeQuery(
            "update access_quota set used = greatest(0, used - 1) where account_id = ?1 and resource = ?2")
        .setParameter(1, account.uuid())
        .setParameter(2, resource)
        .executeUpdate();
  }

  /** How many are allowed, with the row locked: whoever counts for himself counts alone. */
  public long lock(AccountId account, String resource) {
    List<?> most =
        Panache.getEntityManager()
            .createNativeQuery(
                "select most from access_quota where account_id = ?1 and resource = ?2 for update",
                Long.class)
            .setParameter(1, account.uuid())
            .setParameter(2, resource)
            .getResultList();
    return most.isEmpty() ? 0 : (Long) most.getFirst();
  }

  /**
   * Room for one more of what no plan counts. Whoever adds to the same in this account waits until
   * our transaction ends.
   *
   * @param what in the plural, as the caller is told
   * @throws dev.belfry.platform.problem.Problem 409 where there are as many already
   */
  public void requireRoom(AccountId account, String what, long most, LongSupplier there) {
    Panache.getEntityManager()
        .createNativeQuery(
            "select 1 from (select pg_advisory_xact_lock(hashtextextended(?1, 0))) held")
        .setParameter(1, "quota:" + what + ":" + account.uuid())
        .getResultList();
    if (there.getAsLong() >= most) {
      throw AccessProblems.tooMany(what, most);
    }
  }

  /** Sets how many an account may have; what it has already stays. */
  public void allow(AccountId account, String resource, long most) {
    Panache.getEntityManager()
        .createNativeQuery(
            "insert into access_quota (account_id, resource, most) values (?1, ?2, ?3)"
                + " on conflict (account_id, resource) do update set most = excluded.most")
        .setParameter(1, account.uuid())
        .setParameter(2, resource)
        .setParameter(3, most)
        .executeUpdate();
  }
}
