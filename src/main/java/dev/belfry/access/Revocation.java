package dev.belfry.access;

import io.quarkus.hibernate.orm.panache.Panache;
import java.sql.SQLException;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Supplier;

/** What whoever narrows or takes away a right does first. */
public final class Revocation {
  private static final String DEADLOCK = "40P01";

  private Revocation() {}

  /**
   * Waits for the transactions that act by this account, member, key or session, and lets no new
   * one begin before ours has ended. Then raise its {@code rights_version}: when our transaction
   * has returned, nothing that was begun with the old right commits. Of several, take the locks in
   * the order account, owner, parent, key, and equal ones by id.
   */
  public static void begin(UUID id) {
    Panache.getEntityManager()
        .createNativeQuery("select 1 from access_take_away(?1)")
        .setParameter(1, id)
        .getResultList();
  }

  /**
   * Whether somebody waits, in {@link #begin}, for the end of a transaction that rests on these.
   */
  static boolean isAwaited(Collection<UUID> ids) {
    return (Boolean)
        Panache.getEntityManager()
            .createNativeQuery("select access_is_awaited(?1)", Boolean.class)
            .setParameter(1, ids.toArray(UUID[]::new))
            .getSingleResult();
  }

  /**
   * Does it once more when it met another revocation that waited for the same locks in another
   * order: the other one has gone through by then.
   *
   * @param work with a transaction of its own
   */
  public static <T> T again(Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      if (!isDeadlock(e)) {
        throw e;
      }
      return work.get();
    }
  }

  private static boolean isDeadlock(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && DEADLOCK.equals(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }
}
