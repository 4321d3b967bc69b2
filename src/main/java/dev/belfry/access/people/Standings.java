package dev.belfry.access.people;

import dev.belfry.access.grant.GrantStore;
import dev.belfry.access.grant.Rights;
import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** For what acts in somebody's name while he is away: what may he do at this moment? */
@ApplicationScoped
public class Standings {
  private static final String SQL =
      """
      select cast(m.grants as text),
        cast((select jsonb_agg(r.grants order by r.id)
          from access_member_role mr join access_role r on r.account_id = mr.account_id and r.id = mr.role_id
          where mr.account_id = m.account_id and mr.membership_id = m.id) as text),
        cast(k.grants as text), cast(p.grants as text)
      from access_membership m left join access_user u on u.id = m.user_id
      join access_account a on a.id = m.account_id
      left join access_key k on k.account_id = m.account_id and k.id = cast(?3 as uuid)
      left join access_key p on p.account_id = k.account_id and p.id = k.parent_id
      where m.account_id = ?1 and m.id = ?2 and m.status = 'active' and a.status = 'active'
        and (m.kind = 'service' or u.status = 'active')
        and (cast(?3 as uuid) is null or (k.revoked_at is null and k.disabled_at is null
          and (k.expires_at is null or k.expires_at > now())))
        and (p.id is null or (p.revoked_at is null and p.disabled_at is null
          and (p.expires_at is null or p.expires_at > now())))""";

  private static final String HOLD =
      "select 1 from (select pg_advisory_xact_lock_shared(access_lock_key(cast(:id as uuid)))) held";

  private final GrantStore grants;

  Standings(GrantStore grants) {
    this.grants = grants;
  }

  /** Whoever narrows this member or key waits for us, or has gone before: then we see it. */
  public static void hold(UUID id) {
    Panache.getEntityManager().createNativeQuery(HOLD).setParameter("id", id).getResultList();
  }

  /**
   * The same for a member who acts, or acted, by a key: whoever narrows him, the key or its parent.
   */
  public static void hold(MemberId member, @Nullable UUID key) {
    hold(member.uuid());
    if (key != null) {
      List<?> parents =
          Panache.getEntityManager()
              .createNativeQuery(
                  "select parent_id from access_key where id = ?1 and parent_id is not null",
                  UUID.class)
              .setParameter(1, key)
              .getResultList();
      parents.forEach(parent -> hold((UUID) parent));
      hold(key);
    }
  }

  /**
   * The rights of a member, or of a key of his, as a call would find them now; none where it would
   * be refused. In a transaction bound to the account.
   */
  public Rights rights(AccountId account, MemberId member, @Nullable UUID key) {
    List<?> found =
        Panache.getEntityManager()
            .createNativeQuery(SQL)
            .setParameter(1, account.uuid())
            .setParameter(2, member.uuid())
            .setParameter(3, key == null ? null : key.toString())
            .getResultList();
    if (found.isEmpty()) {
      return Rights.NONE;
    }
    Object[] row = (Object[]) found.getFirst();
    return grants.effective((String) row[0], (String) row[1], (String) row[2], (String) row[3]);
  }
}
