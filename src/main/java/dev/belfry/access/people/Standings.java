package dev.belfry.access.people;

import dev.belfry.access.MemberId;
import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * For what acts in somebody's name while he is away: is he still there, and the key by which he
 * made it?
 */
@ApplicationScoped
public class Standings {
  private static final String SQL =
      """
      select 1 from access_membership m join access_user u on u.id = m.user_id
      join access_account a on a.id = m.account_id
      left join access_key k on k.account_id = m.account_id and k.id = cast(?3 as uuid)
      left join access_key p on p.account_id = k.account_id and p.id = k.parent_id
      where m.account_id = ?1 and m.id = ?2 and m.status = 'active' and u.status = 'active' and a.status = 'active'
        and (cast(?3 as uuid) is null or (k.revoked_at is null and (k.expires_at is null or k.expires_at > now())))
        and (p.id is null or (p.revoked_at is null and (p.expires_at is null or p.expires_at > now())))""";

  /** In a transaction bound to the account. */
  public boolean stands(AccountId account, MemberId member, @Nullable UUID key) {
    return !Panache.getEntityManager()
        .createNativeQuery(SQL)
        .setParameter(1, account.uuid())
        .setParameter(2, member.uuid())
        .setParameter(3, key == null ? null : key.toString())
        .getResultList()
        .isEmpty();
  }
}
