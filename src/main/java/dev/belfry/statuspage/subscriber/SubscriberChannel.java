package dev.belfry.statuspage.subscriber;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belfry.access.grant.Scope;
import dev.belfry.notify.Channel;
import dev.belfry.notify.DeliveryStatus;
import dev.belfry.notify.Dispatch;
import dev.belfry.notify.Ledger;
import dev.belfry.notify.Letter;
import dev.belfry.notify.Notice;
import dev.belfry.notify.Outcome;
import dev.belfry.notify.webhook.WebhookPost;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.mail.Mail;
import dev.belfry.platform.mail.MailOutcome;
import dev.belfry.platform.mail.Mailer;
import dev.belfry.platform.wire.Purpose;
import dev.belfry.statuspage.PageAddresses;
import dev.belfry.statuspage.PublicPages;
import dev.belfry.statuspage.StatusPageId;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Subscribers as the post office sees them. */
@ApplicationScoped
class SubscriberChannel implements Channel {
  static final String KIND = "status_page_subscriber";
  static final String CONFIRM = "statuspage.confirm_subscription";
  static final String INCIDENT = "statuspage.incident";
  static final String MAINTENANCE = "statuspage.maintenance";

  /** So many letters in a row that a mail server refuses for good. */
  static final int MOST_REFUSED = 3;

  private static final String UNSUBSCRIBED = "unsubscribed";
  private static final String NOT_CONFIRMED = "not_confirmed";
  private static final String PAGE_AWAY = "page_has_no_address";

  private final PublicPages pages;
  private final PageAddresses addresses;
  private final Subscriptions subscriptions;
  private final SubscriptionLinks links;
  private final Ledger ledger;
  private final Mailer mailer;
  private final WebhookPost webhooks;
  private final ObjectMapper mapper;

  SubscriberChannel(
      PublicPages pages,
      PageAddresses addresses,
      Subscriptions subscriptions,
      SubscriptionLinks links,
      Ledger ledger,
      Mailer mailer,
      WebhookPost webhooks,
      ObjectMapper mapper) {
    this.pages = pages;
    this.addresses = addresses;
    this.subscriptions = subscriptions;
    this.links = links;
    this.ledger = ledger;
    this.mailer = mailer;
    this.webhooks = webhooks;
    this.mapper = mapper;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String prefix() {
    return SubscriberId.PREFIX;
  }

  /** They hear of what pages tell, which is written to them by name. */
  @Override
  public List<UUID> recipients(Notice notice) {
    return List.of();
  }

  @Override
  public boolean isForOutsiders() {
    return true;
  }

  /** Shown beside each subscriber, and otherwise to whoever may see all deliveries. */
  @Override
  public Set<UUID> within(Scope scope) {
    return Set.of();
  }

  @Override
  public Dispatch prepare(AccountId account, UUID endpoint, Letter letter) {
    Optional<Subscriber> found = Subscriber.named(account, endpoint);
    if (found.isEmpty()) {
      return new Dispatch.Held(UNSUBSCRIBED);
    }
    Subscriber one = found.get();
    if (!letter.type().equals(CONFIRM) && one.status != SubscriberStatus.CONFIRMED) {
      return new Dispatch.Held(NOT_CONFIRMED);
    }
    Optional<PublicPages.Door> door = pages.find(account, new StatusPageId(one.pageId));
    Optional<String> url = door.flatMap(addresses::of);
    if (door.isEmpty() || url.isEmpty()) {
      return new Dispatch.Held(PAGE_AWAY);
    }
    String link = links.of(url.get(), one);
    return one.kind == SubscriberKind.EMAIL
        ? mail(one, link, door.get(), letter)
        : webhook(one, link, new PageNews.Page(door.get().name(), url.get()), letter);
  }

  private Dispatch mail(Subscriber one, String link, PublicPages.Door door, Letter letter) {
    SubscriberMail writer = new SubscriberMail(one, link);
    String id = letter.id().text();
    Mail mail =
        letter.type().equals(CONFIRM)
            ? writer.confirmation(door.name(), id)
            : writer.news(news(letter), id);
    return new Dispatch.Ready(at -> outcome(mailer.send(mail)));
  }

  private PageNews news(Letter letter) {
    try {
      return mapper.treeToValue(mapper.readTree(letter.body()).get("data"), PageNews.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the stored news are not those that we wrote");
    }
  }

  private Dispatch webhook(Subscriber one, String link, PageNews.Page page, Letter letter) {
    WebhookPost.Target target =
        new WebhookPost.Target(
            URI.create(one.address),
            Map.of(),
            List.of(subscriptions.secret(one)),
            Purpose.OUTSIDER);
    Letter outside =
        new Letter(letter.id(), letter.type(), letter.place(), body(letter, page, link));
    boolean asks = letter.type().equals(CONFIRM);
    return new Dispatch.Ready(
        at -> {
          Outcome outcome = webhooks.send(target, outside, at);
          return asks ? tried(outcome) : outcome;
        });
  }

  /** Whoever asks may name any URL, so it is asked once; he can ask again. */
  private static Outcome tried(Outcome outcome) {
    return outcome.verdict() == Outcome.Verdict.FAILED
        ? new Outcome(
            Outcome.Verdict.REFUSED, outcome.status(), outcome.durationMs(), outcome.error(), null)
        : outcome;
  }

  /** Without the account, which is nothing for outsiders. */
  private String body(Letter letter, PageNews.Page page, String link) {
    try {
      ObjectNode body = (ObjectNode) mapper.readTree(letter.body());
      body.remove("account_id");
      if (letter.type().equals(CONFIRM)) {
        ObjectNode data = mapper.createObjectNode();
        data.set("page", mapper.valueToTree(page));
        data.put("confirm_url", link);
        body.set("data", data);
      }
      return mapper.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the stored news are not those that we wrote");
    }
  }

  private static Outcome outcome(MailOutcome sent) {
    Outcome.Verdict verdict =
        switch (sent.verdict()) {
          case SENT -> Outcome.Verdict.DELIVERED;
          case TEMPORARY, OFF -> Outcome.Verdict.FAILED;
          case PERMANENT -> Outcome.Verdict.GONE;
        };
    return new Outcome(verdict, sent.code(), sent.durationMs(), sent.error(), null);
  }

  /** A URL that says so is left alone; of mailboxes one refusal may be an accident. */
  @Override
  public void gone(AccountId account, UUID endpoint, Instant at) {
    Subscriber one =
        Subscriber.named(account, endpoint)
            .flatMap(known -> Subscriber.locked(account, known.pageId, endpoint))
            .orElse(null);
    if (one == null) {
      return;
    }
    if (one.kind == SubscriberKind.WEBHOOK) {
      subscriptions.leave(one);
    } else if (one.status == SubscriberStatus.CONFIRMED) {
      List<DeliveryStatus> last = ledger.latest(account, endpoint, MOST_REFUSED);
      if (last.size() == MOST_REFUSED
          && last.stream().allMatch(status -> status == DeliveryStatus.FAILED)) {
        subscriptions.bounced(one, at);
      }
    }
  }
}
