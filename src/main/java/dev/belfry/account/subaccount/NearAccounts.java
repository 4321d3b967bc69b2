package dev.belfry.account.subaccount;

import dev.belfry.access.people.UserId;
import dev.belfry.account.AccountStatus;
import dev.belfry.account.Plan;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.page.PageRequest;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Accounts besides the bound one: the one place where a request sees a row of another account.
 *
 * <p>The fence of {@code account_account} stays as it is. The function {@code account_around} of
 * migration 15 steps over it for names and plans alone, compares with the account of the
 * transaction as the fence does, and is owned by a role that may read and nothing more.
 */
@ApplicationScoped
class NearAccounts {
  private static final String FROM = " from account_around(:children, cast(:user as uuid)) a";
  private static final String COLUMNS =
      "select a.account_id, a.name, a.plan, a.status, a.parent_id, a.is_member, a.created_at,"
          + " a.updated_at, a.account_id = platform_account()";

  /**
   * Who looks.
   *
   * @param children whether he may see the sub-accounts
   * @param user whose memberships he may see; null is nobody's
   */
  record View(boolean children, @Nullable UserId user) {}

  List<NearAccount> list(View view, PageRequest page) {
    Query query = query(COLUMNS + FROM + " order by lower(a.name), a.account_id", view);
    query.setFirstResult(page.index() * page.limit).setMaxResults(page.limit);
    return accounts(query);
  }

  long count(View view) {
    return ((Number) query("select count(*)" + FROM, view).getSingleResult()).longValue();
  }

  /** A sub-account of the bound account. */
  Optional<NearAccount> child(AccountId id) {
    Query query =
        query(
            COLUMNS + FROM + " where a.account_id = :id and a.parent_id = platform_account()",
            new View(true, null));
    return accounts(query.setParameter("id", id.uuid())).stream().findFirst();
  }

  private static Query query(String sql, View view) {
    UserId user = view.user();
    return Panache.getEntityManager()
        .createNativeQuery(sql)
        .setParameter("children", view.children())
        .setParameter("user", user == null ? null : user.uuid().toString());
  }

  private static List<NearAccount> accounts(Query query) {
    List<?> rows = query.getResultList();
    return rows.stream().map(Object[].class::cast).map(NearAccounts::account).toList();
  }

  private static NearAccount account(Object[] row) {
    return new NearAccount(
        new AccountId((UUID) row[0]),
        (String) row[1],
        Plan.valueOf((String) row[2]),
        AccountStatus.valueOf(((String) row[3]).toUpperCase(Locale.ROOT)),
        row[4] == null ? null : new AccountId((UUID) row[4]),
        (Boolean) row[8],
        (Boolean) row[5],
        (Instant) row[6],
        (Instant) row[7]);
  }
}
