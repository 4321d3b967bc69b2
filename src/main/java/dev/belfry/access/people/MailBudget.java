package dev.belfry.access.people;

import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;

/**
 * How many mails an account writes to addresses of others within an hour, so that nobody buries a
 * mailbox by us. What outsiders ask for is counted apart from what members ask for, and takes
 * nothing from it; of each, 5 go to one address.
 */
@ApplicationScoped
public class MailBudget {
  static final int OF_ACCOUNT = 100;
  static final int OF_ADDRESS = 5;
  static final int OF_SUBSCRIBERS = 1_000;
  static final int OF_PAGE = 1_000;

  // Beside addresses of members' letters, none of which has one word or a space.
  private static final String ACCOUNT = "";
  private static final String SUBSCRIBERS = "subscribers";
  private static final String PAGE = "page ";
  private static final String READER = "reader ";

  private static final Duration WINDOW = Duration.ofHours(1);
  private static final String TAKE =
      """
      insert into access_mail_budget as b (account_id, address, since, mails) values (?1, ?2, ?3, 1)
      on conflict (account_id, address) do update set
        mails = case when b.since <= ?4 then 1 else b.mails + 1 end,
        since = case when b.since <= ?4 then excluded.since else b.since end
      where b.since <= ?4 or b.mails < ?5""";

  /**
   * Takes one mail that a member asks for, in the transaction of whoever causes it: 100 altogether.
   *
   * @return false where there was none left; nothing was taken then
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public boolean take(AccountId account, String address, Instant now) {
    return take(account, new Share(ACCOUNT, OF_ACCOUNT), lower(address), now);
  }

  /** The same of those whom members add to the subscribers of pages: 1,000 altogether. */
  @Transactional(Transactional.TxType.MANDATORY)
  public boolean takeForSubscriber(AccountId account, String address, Instant now) {
    return take(account, new Share(SUBSCRIBERS, OF_SUBSCRIBERS), lower(address), now);
  }

  /** The same of letters that readers of a status page ask for: 1,000 of each page. */
  @Transactional(Transactional.TxType.MANDATORY)
  public boolean takeForReader(AccountId account, UUID page, String address, Instant now) {
    return take(account, new Share(PAGE + page, OF_PAGE), READER + lower(address), now);
  }

  private record Share(String key, int most) {}

  private static boolean take(AccountId account, Share share, String address, Instant now) {
    forget(account, now.minus(WINDOW));
    if (!take(account, share.key(), share.most(), now)) {
      return false;
    }
    if (take(account, address, OF_ADDRESS, now)) {
      return true;
    }
    giveBack(account, share);
    return false;
  }

  private static String lower(String address) {
    return address.toLowerCase(Locale.ROOT);
  }

  private static void giveBack(AccountId account, Share share) {
    Panache.getEntityManager()
        .createNativeQuery(
            "update access_mail_budget set mails = mails - 1 where account_id = ?1 and address = ?2")
        .setParameter(1, account.uuid())
        .setParameter(2, share.key())
        .executeUpdate();
  }

  private static boolean take(AccountId account, String key, int most, Instant now) {
    return Panache.getEntityManager()
            .createNativeQuery(TAKE)
            .setParameter(1, account.uuid())
            .setParameter(2, key)
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
