package dev.belfry.access.key;

import dev.belfry.access.Access;
import dev.belfry.access.Caller;
import dev.belfry.access.credential.KeyText;
import dev.belfry.access.people.MemberId;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.Violation;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * In whose name a key acts: its maker's, or that of a service account, which outlives every person.
 */
@ApplicationScoped
class KeyOwners {
  private final Access access;

  KeyOwners(Access access) {
    this.access = access;
  }

  /**
   * @throws Problem 422 when it is neither the caller nor a service account of the account; 403
   *     when a key wants to give it to somebody else, whose narrowing would not reach it
   */
  MemberId choose(@Nullable MemberId wanted, KeyText.Type type) {
    Caller caller = access.caller();
    MemberId owner = wanted == null ? caller.member() : wanted;
    boolean self = owner.equals(caller.member());
    if (!self && caller.key() != null) {
      throw access.beyondOwn(
          List.of(
              Violation.at("/owner_id", "not_held", "must be the owner of the key that makes it")));
    }
    String kind = kind(caller.account(), owner);
    if (!self && !"service".equals(kind)) {
      throw Problem.invalid(
          "/owner_id", "not_allowed", "must be yourself or an active service account");
    }
    if (type == KeyText.Type.PAT && !"person".equals(kind)) {
      throw Problem.invalid("/type", "not_allowed", "a personal key belongs to a person");
    }
    return owner;
  }

  /** Of an active member, with its row held until we are done; empty where there is none. */
  private static String kind(AccountId account, MemberId member) {
    List<?> found =
        Panache.getEntityManager()
            .createNativeQuery(
                "select kind from access_membership where account_id = ?1 and id = ?2 and status = 'active' for share",
                String.class)
            .setParameter(1, account.uuid())
            .setParameter(2, member.uuid())
            .getResultList();
    return found.isEmpty() ? "" : (String) found.getFirst();
  }
}
