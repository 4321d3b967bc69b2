package dev.belfry.statuspage.subscriber;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belfry.access.grant.Place;
import dev.belfry.incident.page.ComponentId;
import dev.belfry.notify.Endpoint;
import dev.belfry.notify.Ledger;
import dev.belfry.notify.MessageId;
import dev.belfry.notify.Notice;
import dev.belfry.notify.PostOffice;
import dev.belfry.platform.claim.Claims;
import dev.belfry.platform.claim.DueWork;
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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Brings what happened to the subscribers, some at a time. */
@ApplicationScoped
class Announcements {
  private static final int BATCH = 20;

  /** Told at once; when so many of an account wait in line, no more are added. */
  static final int AT_ONCE = 100;

  private static final Duration SOON = Duration.ofSeconds(1);

  /** Older news than this are no news: nobody could be told of them. */
  static final Duration STALE = Duration.ofDays(1);

  private static final Claims.Work WORK =
      new Claims.Work("statuspage_announcement", BATCH, Duration.ofSeconds(60));

  private final DueWork work;
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
      DueWork work,
      Claims claims,
      Accounts accounts,
      PublicPages pages,
      PageAddresses addresses,
      NewsDesk desk,
      PostOffice post,
      Ledger ledger,
      ObjectMapper mapper,
      InstantSource clock) {
    this.work = work;
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

  /**
   * What is to be told.
   *
   * @param door empty where the page is gone
   * @param told of the same maintenance; null where they know nothing of it
   * @param written whether some were told already
   */
  private record Draft(
      Optional<PublicPages.Door> door,
      NewsDesk.Subject subject,
      @Nullable ToldWindow told,
      boolean written) {}

  @Scheduled(
      every = "1s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      identity = "statuspage.announcements")
  void runDue() throws SQLException {
    work.each(WORK, "id", this::tell);
  }

  private void tell(DueWork.Due due) {
    Optional<Draft> draft =
        accounts.in(
            due.account(),
            () -> Announcement.held(due.account(), due.id(), claims.holder()).flatMap(this::draft));
    if (draft.isEmpty()) {
      return;
    }
    Optional<NewsDesk.News> news = news(draft.get());
    boolean more;
    do {
      more = accounts.in(due.account(), () -> step(due, news));
    } while (more);
  }

  /** Empty where what they are to know before is not told yet, or the same is asked later. */
  private Optional<Draft> draft(Announcement one) {
    if (one.isOvertaken()) {
      one.delete();
      return Optional.empty();
    }
    if (one.isBehind()) {
      one.again(clock.instant().plus(SOON));
      return Optional.empty();
    }
    return Optional.of(
        new Draft(
            pages.find(new AccountId(one.accountId), new StatusPageId(one.pageId)),
            new NewsDesk.Subject(one.turn, one.subjectId, one.at),
            one.turn.isOfMaintenance() ? ToldWindow.of(one).orElse(null) : null,
            one.messageId != null));
  }

  private Optional<NewsDesk.News> news(Draft draft) {
    boolean stale = draft.subject().at().plus(STALE).isBefore(clock.instant());
    return draft.written() || stale
        ? Optional.empty()
        : draft
            .door()
            .flatMap(
                door ->
                    addresses
                        .of(door)
                        .flatMap(url -> desk.of(door, url, draft.subject(), draft.told())));
  }

  /** Whether there may be more to do at once. */
  private boolean step(DueWork.Due due, Optional<NewsDesk.News> news) {
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
    if (ledger.inLine(due.account(), SubscriberChannel.KIND, AT_ONCE) >= AT_ONCE) {
      one.again(now.plus(SOON));
      return false;
    }
    if (one.messageId == null) {
      write(one, news.get(), now);
    }
    return send(one);
  }

  private void write(Announcement one, NewsDesk.News written, Instant now) {
    PageNews news = written.told();
    one.confirmedBy = written.confirmedBy();
    one.among = written.among();
    one.knownBy = written.knownBy();
    one.spared = written.spared().stream().map(ComponentId::uuid).toList();
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
    if (news.maintenance() != null) {
      ToldWindow.keep(one, news.maintenance());
    }
  }

  private boolean send(Announcement one) {
    AccountId account = new AccountId(one.accountId);
    List<UUID> some = Subscriber.next(one, AT_ONCE);
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
