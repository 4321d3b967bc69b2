package dev.belfry.access;

import io.quarkus.hibernate.orm.panache.Panache;
import java.util.UUID;

/** What whoever narrows or takes away a right does first. */
public final class Revocation {
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
}
