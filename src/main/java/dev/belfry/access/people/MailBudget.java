package dev.belfry.access.people;

import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;

/**
 * How many mails the members of an account may have written to addresses of others, so that nobody
 * buries a mailbox by us: 100 an hour altogether, and 5 an hour to one address.
 */
@ApplicationScoped
public class MailBudget {
  static final int OF_ACCOUNT = 100;
  static final int OF_ADDRESS = 5;
  static final int OF_READERS = 1_000;

  /** No address is so. */
  private static final String READERS = "readers";

  private static final Duration WINDOW = Duration.ofHours(1);
  private static final String TAKE =
      """
      insert into access_mail_budget as b (account_id, address, since, mails) values (?1, ?2, ?3, 1)
      on conflict (account_id, address) do update set
        mails = case when b.since <= ?4 then 1 else b.mails + 1 end,
        since = case when b.since <= ?4 then excluded.since else b.since end
      where b.since <= ?4 or b.mails < ?5""";

  /**
   * Takes one mail, in the transaction of whoever causes it.
   *
   * @return false where there was none left
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public boolean take(AccountId account, String address, Instant now) {
    forget(account, now.minus(WINDOW));
    return take(account, "", OF_ACCOUNT, now)
        && take(account, address.toLowerCase(Locale.ROOT), OF_ADDRESS, now);
  }

  /**
   * The same of letters that readers of status pages ask for, of whom there may be many: 1,000 an
   * hour altogether, and the same 5 to one address.
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public boolean takeForReader(AccountId account, String address, Instant now) {
    forget(account, now.minus(WINDOW));
    return take(account, READERS, OF_READERS, now)
        && take(account, address.toLowerCase(Locale.ROOT), OF_ADDRESS, now);
  }

  private static boolean take(AccountId account, String address, int most, Instant now) {
    return Panache.getEntityManager()
            .createNativeQuery(TAKE)
            .setParameter(1, account.uuid())
            .setParameter(2, address)
            .setParameter(3, now.atOffset(ZoneOffset.UTC))
            .setParameter(4, now.minus(WINDOW).atOffset(ZoneOffset.UTC))
            .setParameter(5, most)
            .executeUpdate()
        > 0;
  }

  private static void forget(AccountId account, Instant before) {
    Panache.getEntityManager()
        .createNativeQuery(
            """
            delete from access_mail_budget where ctid = any (array(
              select ctid from access_mail_budget where account_id = ?1 and since <= ?2 and address <> ''
              limit 100 for update skip locked))""")
        .setParameter(1, account.uuid())
        .setParameter(2, before.atOffset(ZoneOffset.UTC))
        .executeUpdate();
  }
}
