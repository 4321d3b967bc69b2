package dev.belfry.statuspage.subscriber;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.belfry.access.grant.Place;
import dev.belfry.access.people.MailBudget;
import dev.belfry.notify.Endpoint;
import dev.belfry.notify.Notice;
import dev.belfry.notify.PostOffice;
import dev.belfry.notify.webhook.WebhookSecret;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Actor;
import dev.belfry.platform.id.TypeId;
import dev.belfry.platform.mail.Mail;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import dev.belfry.platform.seal.Sealer;
import dev.belfry.platform.wire.BadUrl;
import dev.belfry.platform.wire.Egress;
import dev.belfry.platform.wire.Purpose;
import dev.belfry.platform.wire.WireUrl;
import dev.belfry.platform.wire.web.PlainHttp;
import dev.belfry.statuspage.PageLanguage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The life of subscriptions, whoever asks for them; in transactions bound to the account. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class Subscriptions {
  /** Of a page. */
  static final long MOST = 50_000;

  /** One address gets no second letter of a page sooner. */
  private static final Duration AGAIN = Duration.ofHours(1);

  private final PostOffice post;
  private final Egress egress;
  private final MailBudget budget;
  private final Sealer sealer;
  private final Event<SubscriberChanged> events;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  Subscriptions(
      PostOffice post,
      Egress egress,
      MailBudget budget,
      Sealer sealer,
      Event<SubscriberChanged> events,
      InstantSource clock) {
    this.post = post;
    this.egress = egress;
    this.budget = budget;
    this.sealer = sealer;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Who wants to hear.
   *
   * @param components null for all
   */
  record Wish(
      SubscriberKind kind,
      String address,
      @Nullable List<UUID> components,
      PageLanguage language) {}

  /** On whose wish somebody is asked. */
  enum By {
    READER,
    MEMBER
  }

  /** What came of asking. */
  record Asked(Subscriber one, How how) {}

  /** Whether a letter was written, and which. */
  enum How {
    FIRST,
    AGAIN,
    /** None: one was written within the hour. */
    LATELY
  }

  /**
   * Asks at the address whether it is wanted. Of one that is confirmed already nothing changes, as
   * anybody may ask; the letter leads to where it can be changed.
   *
   * @throws Problem 422 for an address that is none, 409 when there are too many or too many were
   *     asked
   */
  Asked ask(AccountId account, UUID page, Wish wish, By by) {
    String address = normal(wish);
    Subscriber.queue(page);
    Instant now = clock.instant();
    Subscriber known = locked(account, page, wish.kind(), address);
    if (known != null && known.askedAt.plus(AGAIN).isAfter(now)) {
      choose(known, wish);
      return new Asked(known, How.LATELY);
    }
    if (known == null && Subscriber.number(account, page, null) >= MOST) {
      throw Problem.of(ProblemType.CONFLICT, "A page has at most %d subscribers.".formatted(MOST));
    }
    boolean goes =
        by == By.READER
            ? budget.takeForReader(account, page, address, now)
            : budget.takeForSubscriber(account, address, now);
    if (!goes) {
      throw Problem.of(
          ProblemType.CONFLICT,
          "Too many letters were written to this address, or to subscribers at all, within an hour.");
    }
    Subscriber one = known == null ? fresh(account, page, wish.kind(), address, now) : known;
    choose(one, wish);
    one.askedAt = now;
    one.persist();
    Subscriber.flush();
    letter(one, now);
    return new Asked(one, known == null ? How.FIRST : How.AGAIN);
  }

  /** In the order in which everybody locks: whoever brings its letters, then itself. */
  private @Nullable Subscriber locked(
      AccountId account, UUID page, SubscriberKind kind, String address) {
    UUID id = Subscriber.idOf(account, page, kind, address).orElse(null);
    if (id == null) {
      return null;
    }
    post.awaitTurn(id);
    return Subscriber.locked(account, page, id).orElse(null);
  }

  /**
   * Whether the address has said already that it wants to hear of the page; nobody else asks on the
   * page until the transaction ends.
   *
   * @throws Problem 422 for an address that is none
   */
  boolean confirmed(AccountId account, UUID page, Wish wish) {
    String address = normal(wish);
    Subscriber.queue(page);
    return Subscriber.isConfirmed(account, page, wish.kind(), address);
  }

  /** What nobody has confirmed may be chosen anew by whoever asks. */
  private static void choose(Subscriber one, Wish wish) {
    if (one.status != SubscriberStatus.CONFIRMED) {
      one.components = wish.components();
      one.language = wish.language();
    }
  }

  private Subscriber fresh(
      AccountId account, UUID page, SubscriberKind kind, String address, Instant now) {
    Subscriber one = new Subscriber();
    one.id = TypeId.next();
    one.accountId = account.uuid();
    one.pageId = page;
    one.kind = kind;
    one.address = address;
    one.status = SubscriberStatus.PENDING;
    one.createdAt = now;
    if (kind == SubscriberKind.WEBHOOK) {
      one.secret = sealer.seal(WebhookSecret.draw(random).text(), place(one));
    }
    return one;
  }

  private void letter(Subscriber one, Instant now) {
    post.sendTo(
        new Notice(
            SubscriberChannel.CONFIRM,
            now,
            one.account(),
            new Place(null, Set.of()),
            JsonNodeFactory.instance.objectNode(),
            one.id),
        List.of(new Endpoint(SubscriberChannel.KIND, one.id)));
  }

  private String normal(Wish wish) {
    String address = wish.address().strip();
    if (wish.kind() == SubscriberKind.EMAIL) {
      Mail.refusal(address).ifPresent(Subscriptions::refuse);
      return address;
    }
    try {
      URI url = WireUrl.parse(address);
      egress.refusal(url, Purpose.OUTSIDER).ifPresent(Subscriptions::refuse);
      if (PlainHttp.surelyPublic(url)) {
        refuse("must be https outside of private networks");
      }
      return url.toString();
    } catch (BadUrl e) {
      throw Problem.invalid("/address", "wrong_form", "" + e.getMessage());
    }
  }

  private static void refuse(String why) {
    throw Problem.invalid("/address", "wrong_form", why);
  }

  /** By whoever proved that the address is his. */
  void confirm(Subscriber one, @Nullable List<UUID> components) {
    one.components = components;
    if (one.status != SubscriberStatus.CONFIRMED) {
      one.status = SubscriberStatus.CONFIRMED;
      one.confirmedAt = clock.instant();
      Subscriber.flush();
    }
  }

  /** By himself; the log book says nothing of outsiders, who would stand there with an address. */
  void leave(Subscriber one) {
    one.delete();
    Subscriber.flush();
  }

  /** By whoever edits the page. */
  void remove(Subscriber one, Actor actor) {
    leave(one);
    tell(one, actor, clock.instant(), "status_page_subscriber.removed");
  }

  void bounced(Subscriber one, Instant at) {
    one.status = SubscriberStatus.BOUNCED;
    Subscriber.flush();
    tell(one, Actor.SYSTEM, at, "status_page_subscriber.bounced");
  }

  void tell(Subscriber one, Actor actor, Instant at, String action) {
    events.fire(SubscriberChanged.of(one, actor, at, action));
  }

  /**
   * @throws IllegalStateException for a subscriber by mail
   */
  WebhookSecret secret(Subscriber one) {
    if (one.secret == null) {
      throw new IllegalStateException("mails are not signed");
    }
    return new WebhookSecret(sealer.open(one.secret, place(one)));
  }

  private static String place(Subscriber one) {
    return one.accountId + "/" + one.id + "/subscriber";
  }
}
