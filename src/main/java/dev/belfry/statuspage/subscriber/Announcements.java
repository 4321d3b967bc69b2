package dev.belfry.statuspage.subscriber;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belfry.access.grant.Place;
import dev.belfry.notify.Endpoint;
import dev.belfry.notify.Ledger;
import dev.belfry.notify.MessageId;
import dev.belfry.notify.Notice;
import dev.belfry.notify.PostOffice;
import dev.belfry.platform.claim.Claims;
import dev.belfry.platform.database.Accounts;
import dev.belfry.platform.event.AccountId;
import dev.belfry.statuspage.PageAddresses;
import dev.belfry.statuspage.PublicPages;
import dev.belfry.statuspage.StatusPageId;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Brings what happened to the subscribers, some at a time. */
@ApplicationScoped
class Announcements {
  private static final Logger LOG = Logger.getLogger(Announcements.class);
  private static final int BATCH = 20;

  /** Told at once; when so many of an account wait in line, no more are added. */
  static final int AT_ONCE = 100;

  private static final Duration SOON = Duration.ofSeconds(1);

  /** Older news than this are no news: nobody could be told of them. */
  private static final Duration STALE = Duration.ofDays(1);

  private static final Claims.Work WORK =
      new Claims.Work("statuspage_announcement", BATCH, Duration.ofSeconds(60));

  private final Claims claims;
  private final Accounts accounts;
  private final PublicPages pages;
  private final PageAddresses addresses;
  private final NewsDesk desk;
  private final PostOffice post;
  private final Ledger ledger;
  private final ObjectMapper mapper;
  private final InstantSource clock;

  Announcements(
      Claims claims,
      Accounts accounts,
      PublicPages pages,
      PageAddresses addresses,
      NewsDesk desk,
      PostOffice post,
      Ledger ledger,
      ObjectMapper mapper,
      InstantSource clock) {
    this.claims = claims;
    this.accounts = accounts;
    this.pages = pages;
    this.addresses = addresses;
    this.desk = desk;
    this.post = post;
    this.ledger = ledger;
    this.mapper = mapper;
    this.clock = clock;
  }

  private record Due(
      AccountId account, UUID id, StatusPageId page, NewsDesk.Subject subject, boolean written) {}

  @Scheduled(
      every = "1s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      identity = "statuspage.announcements")
  void runDue() throws SQLException {
    for (Due due :
        claims.claim(
            WORK,
            "t.account_id, t.id, t.page_id, t.turn, t.subject_id, t.at, t.message_id",
            clock.instant(),
            row ->
                new Due(
                    new AccountId(row.getObject("account_id", UUID.class)),
                    row.getObject("id", UUID.class),
                    new StatusPageId(row.getObject("page_id", UUID.class)),
                    new NewsDesk.Subject(
                        Turn.valueOf(row.getString("turn")),
                        row.getObject("subject_id", UUID.class),
                        row.getObject("at", OffsetDateTime.class).toInstant()),
                    row.getObject("message_id") != null))) {
      try {
        tell(due);
      } catch (RuntimeException e) {
        LOG.errorf(e, "subscribers of the page %s could not be told", due.page().text());
      }
    }
  }

  private void tell(Due due) {
    boolean stale = due.subject().at().plus(STALE).isBefore(clock.instant());
    Optional<PageNews> news = due.written() || stale ? Optional.empty() : read(due);
    boolean more;
    do {
      more = accounts.in(due.account(), () -> step(due, news));
    } while (more);
  }

  private Optional<PageNews> read(Due due) {
    return accounts
        .in(due.account(), () -> pages.find(due.account(), due.page()))
        .flatMap(door -> addresses.of(door).flatMap(url -> desk.of(door, url, due.subject())));
  }

  /** Whether there may be more to do at once. */
  private boolean step(Due due, Optional<PageNews> news) {
    Optional<Announcement> found = Announcement.held(due.account(), due.id(), claims.holder());
    if (found.isEmpty()) {
      return false;
    }
    Announcement one = found.get();
    Instant now = clock.instant();
    if (one.messageId == null && news.isEmpty()) {
      one.delete();
      return false;
    }
    if (one.isBehind()
        || ledger.inLine(due.account(), SubscriberChannel.KIND, AT_ONCE) >= AT_ONCE) {
      one.again(now.plus(SOON));
      return false;
    }
    if (one.messageId == null) {
      write(one, news.get(), now);
    }
    return send(one);
  }

  private void write(Announcement one, PageNews news, Instant now) {
    one.components = news.components().stream().map(component -> component.id().uuid()).toList();
    one.messageId =
        post.keep(
                new Notice(
                    news.incident() == null
                        ? SubscriberChannel.MAINTENANCE
                        : SubscriberChannel.INCIDENT,
                    now,
                    new AccountId(one.accountId),
                    new Place(null, Set.of()),
                    mapper.valueToTree(news)))
            .uuid();
  }

  private boolean send(Announcement one) {
    AccountId account = new AccountId(one.accountId);
    List<UUID> some =
        Subscriber.next(
            account,
            one.pageId,
            Objects.requireNonNull(one.components),
            one.at,
            one.toldTo,
            AT_ONCE);
    if (!some.isEmpty()) {
      post.sendKept(
          account,
          new MessageId(Objects.requireNonNull(one.messageId)),
          about(one),
          some.stream().map(id -> new Endpoint(SubscriberChannel.KIND, id)).toList());
      one.toldTo = some.getLast();
    }
    if (some.size() < AT_ONCE) {
      one.delete();
    }
    return some.size() == AT_ONCE;
  }

  /** Not the subject itself, by which others of the account hear of it: they do not wait for us. */
  private static UUID about(Announcement one) {
    return UUID.nameUUIDFromBytes(
        (one.pageId + ":" + one.subjectId).getBytes(StandardCharsets.US_ASCII));
  }
}
