package dev.belfry.access.grant;

import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.id.Id;
import io.quarkus.hibernate.orm.panache.Panache;
import java.util.Map;
import java.util.TreeSet;

/** The stored grants of an account, whoever holds them. */
public final class Grants {
  /** Tables, and what makes an edit that began before notice. */
  private static final Map<String, String> HOLDERS =
      Map.of(
          "access_membership", "version = h.version + 1,",
          "access_role", "version = h.version + 1,",
          "access_key", "version = h.version + 1,",
          "access_invitation", "");

  private Grants() {}

  /**
   * Takes a category that is no more out of all grants; a list that becomes empty stays empty and
   * reaches nothing. In a transaction bound to the account. Nothing that exists is narrowed by it,
   * so the versions of rights stay.
   */
  public static void forgetCategory(AccountId account, Id category) {
    forget(account, "categories", category);
  }

  /** The same of a group. */
  public static void forgetGroup(AccountId account, Id group) {
    forget(account, "groups", group);
  }

  private static void forget(AccountId account, String dimension, Id id) {
    for (String holder : new TreeSet<>(HOLDERS.keySet())) {
      Panache.getEntityManager()
          .createNativeQuery(
              """
              update %1$s h set %3$s grants = (
                select jsonb_agg(case when jsonb_typeof(g -> '%2$s') = 'array'
                  then jsonb_set(g, '{%2$s}', (g -> '%2$s') - ?2) else g end order by place)
                from jsonb_array_elements(h.grants) with ordinality as held (g, place))
              where h.id in (
                select id from %1$s where account_id = ?1
                  and grants @> jsonb_build_array(jsonb_build_object('%2$s', jsonb_build_array(cast(?2 as text))))
                order by id for update)"""
                  .formatted(holder, dimension, HOLDERS.get(holder)))
          .setParameter(1, account.uuid())
          .setParameter(2, id.text())
          .executeUpdate();
    }
  }
}
